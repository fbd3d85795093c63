// The theme changes with its configuration, not with each build: its result is kept beside our own style sheets.
import { copyFileSync, rmSync } from "node:fs";

copyFileSync("design-tokens-build/dugnad.css", "../src/css/theme.css");
rmSync("design-tokens-build", { recursive: true });
rmSync("design-tokens", { recursive: true });
