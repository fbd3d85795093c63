// Everything works without this file; it only makes things nicer.
import htmx from "htmx.org";
import "@digdir/designsystemet-web/invokers";
import "@digdir/designsystemet-web/dialog";
import { say, words } from "./words.js";

window.dsWarnings = false;
window.htmx = htmx;
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  scrollBehavior: "auto",
  // A form with errors comes back as 422 and is shown in place, with what was typed.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});
for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(trouble, () => say(words.failed));
}

function each(root, selector, act) {
  if (root.matches?.(selector)) act(root);
  root.querySelectorAll(selector).forEach(act);
}

function counter(area) {
  const most = Number(area.getAttribute("maxlength") || area.dataset.counter);
  if (!most || area.dataset.counted) return;
  area.dataset.counted = "yes";
  // The browser would cut a pasted text in silence; the counter says so instead and the server decides.
  area.removeAttribute("maxlength");
  const note = document.createElement("p");
  note.className = "counter";
  note.setAttribute("aria-live", "polite");
  area.after(note);
  let waiting;
  const show = () => {
    const left = most - area.value.length;
    note.dataset.over = left < 0 ? "yes" : "";
    note.textContent = left < 0 ? words.over(-left) : left <= Math.max(most / 4, 40) ? words.left(left) : "";
  };
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  show();
}

function share(button) {
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = new URL(button.dataset.url || location.href, location.href).href;
    try {
      if (navigator.share) await navigator.share({ title: button.dataset.title || document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        say(words.copied);
      }
    } catch {
      // The person closed the sheet: nothing to say.
    }
  });
}

function ready(root) {
  each(root, "textarea[data-counter], input[data-counter]", counter);
  each(root, "[data-share]", share);
  each(root, "[data-js]", (element) => (element.hidden = false));
  each(root, "[data-print]", (button) => button.addEventListener("click", () => window.print()));
  each(root, "[data-focus]", (element) => element.focus());
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm || form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // A second tap on a slow line is the same act, not a new one.
  if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 4000) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "post") form.dataset.sent = String(Date.now());
}, true);

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
window.addEventListener("offline", () => say(words.offline, true));
window.addEventListener("online", () => say(""));
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => ready(document));
else ready(document);
