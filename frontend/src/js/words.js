// The few words that only script can say. The rest is written by the server.
const WORDS = {
  nb: {
    left: (n) => `${n} tegn igjen`,
    over: (n) => `${n} tegn for mye`,
    copied: "Lenken er kopiert",
    offline: "Du er uten nett. Det du skriver, blir stående til du er tilbake.",
    failed: "Vi fikk ikke svar. Prøv en gang til.",
    here: "Bruk stedet der jeg er",
    middle: "Sett punktet midt i kartet",
    picked: "Punktet er satt",
    clear: "Fjern punktet",
    close: "Lukk",
    zoomIn: "Zoom inn",
    zoomOut: "Zoom ut",
  },
  nn: {
    left: (n) => `${n} teikn igjen`,
    over: (n) => `${n} teikn for mykje`,
    copied: "Lenkja er kopiert",
    offline: "Du er utan nett. Det du skriv, blir ståande til du er tilbake.",
    failed: "Vi fekk ikkje svar. Prøv ein gong til.",
    here: "Bruk staden der eg er",
    middle: "Set punktet midt i kartet",
    picked: "Punktet er sett",
    clear: "Fjern punktet",
    close: "Lukk",
    zoomIn: "Zoom inn",
    zoomOut: "Zoom ut",
  },
  en: {
    left: (n) => `${n} characters left`,
    over: (n) => `${n} characters too many`,
    copied: "The link is copied",
    offline: "You are offline. What you write stays here until you are back.",
    failed: "We got no answer. Try once more.",
    here: "Use where I am",
    middle: "Put the point in the middle of the map",
    picked: "The point is set",
    clear: "Remove the point",
    close: "Close",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
  },
};

export const words = WORDS[document.documentElement.lang?.slice(0, 2)] ?? WORDS.nb;

// One quiet line at the foot of the window, read aloud politely.
let line;
export function say(text, stay = false) {
  if (!line) {
    line = document.createElement("p");
    line.className = "toast";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = text;
  line.hidden = !text;
  clearTimeout(say.timer);
  if (text && !stay) say.timer = setTimeout(() => say(""), 5000);
}
