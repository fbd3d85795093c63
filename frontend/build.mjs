// Builds all that the browser is given into build/static/ui, from the pinned packages and src/, without the network.
// Plain names here: the server gives each file its hash when static files are collected.
import { build } from "esbuild";
import subsetFont from "subset-font";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "build", "static", "ui");
const modules = join(here, "node_modules");
const target = ["chrome111", "firefox113", "safari16.4"];

// Colours and type of the theme that no page uses cost every visitor bytes.
function trimTheme(css) {
  return css
    .replace(/^ *--ds-color-(traad|sol|mose)-[^\n]*\n/gm, "")
    .replace(/@layer ds\.theme\.color \{\n\[data-color="(traad|sol|mose)"\][\s\S]*?\n\}\n\}\n/g, "")
    .replace(/@layer ds\.theme\.typography\.secondary \{[\s\S]*?\n\}\n\}\n/, "")
    // Light is what :root already has; only the dark half of "auto" says something new.
    .replace(/@media \(prefers-color-scheme: light\) \{\n *\[data-color-scheme="auto"\] \{[\s\S]*?\n\}\n\s*\}\n/, "");
}

const theme = {
  name: "theme",
  setup(on) {
    on.onLoad({ filter: /src\/css\/theme\.css$/ }, (file) => ({
      contents: trimTheme(readFileSync(file.path, "utf8")),
      loader: "css",
    }));
  },
};

function letters(...ranges) {
  return ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)))
    .join("");
}

async function fonts() {
  const files = join(modules, "@fontsource-variable", "inter", "files");
  const axes = { wght: { min: 400, max: 720 } };
  const latin = readFileSync(join(files, "inter-latin-opsz-normal.woff2"));
  const extended = readFileSync(join(files, "inter-latin-ext-opsz-normal.woff2"));
  // Signs nobody types on a Norwegian page are left to the system's font.
  const nordic = "æøåÆØÅäöÄÖéÉèÈêÊëËàÀáÁâÂçÇíÍìîïÏñÑóÓòÒôÔõúÚùûüÜýÝÿðÐþÞß";
  const punctuation = "§°·×±²³µ½¼¾«»©®£¿¡–—‘’‚“”„…•€−\u00a0\u00ad\u2009\u202f";
  const sami = "ČčĐđŊŋŠšŦŧŽžƷʒǤǥǦǧǨǩǮǯȞȟ";
  const pieces = [
    ["inter-latin.woff2", latin, letters([0x20, 0x7e]) + nordic + punctuation],
    ["inter-sami.woff2", extended, sami],
    ["inter-latin-ext.woff2", extended, letters([0x100, 0x24f], [0x1e00, 0x1eff])],
  ];
  for (const [name, font, text] of pieces) {
    const made = await subsetFont(font, text, { targetFormat: "woff2", variationAxes: axes });
    writeFileSync(join(out, name), made);
  }
}

// One small file an icon: a page fetches only those it shows.
function icons() {
  const names = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
  mkdirSync(join(out, "icons"));
  for (const [name, source] of Object.entries(names)) {
    const svg = readFileSync(join(modules, "@navikt", "aksel-icons", "dist", "svg", `${source}.svg`), "utf8");
    const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>[\s\S]*$/, "");
    const shape = `<symbol id="i" viewBox="0 0 24 24">${body.trim().replace(/\d+\.\d{3,}/g, (n) => Number(n).toFixed(2))}</symbol>`;
    writeFileSync(join(out, "icons", `${name}.svg`), `<svg xmlns="http://www.w3.org/2000/svg" fill="none">${shape}</svg>\n`);
  }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const common = { bundle: true, minify: true, target, logLevel: "warning", legalComments: "none" };
await Promise.all([
  build({
    ...common,
    entryPoints: { dugnad: join(here, "src/css/app.css") },
    outdir: out,
    external: ["./*.woff2"],
    plugins: [theme],
  }),
  build({ ...common, entryPoints: { dugnad: join(here, "src/js/app.js"), map: join(here, "src/js/map.js") }, outdir: out, format: "iife" }),
  build({ ...common, entryPoints: { map: join(here, "src/css/map.css") }, outdir: out, loader: { ".png": "dataurl" } }),
  fonts(),
]);
icons();
copyFileSync(join(here, "src", "icon.svg"), join(out, "icon.svg"));
