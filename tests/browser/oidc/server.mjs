// A certified OpenID Connect provider that behaves as ID-porten does: PKCE demanded, pushed requests offered, assurance
// levels in acr, the national identity number in pid. Only for journeys: anybody may sign in as anybody.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import Provider from "oidc-provider";

const port = Number(process.env.PORT ?? 4000);
const issuer = `http://127.0.0.1:${port}`;
const people = JSON.parse(readFileSync(new URL("people.json", import.meta.url)));
const levels = ["idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high"];

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: process.env.CLIENT_ID ?? "dugnad",
      client_secret: process.env.CLIENT_SECRET ?? "secret",
      redirect_uris: ["http://127.0.0.1/placeholder"],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true },
  acrValues: levels,
  scopes: ["openid", "profile"],
  claims: { openid: ["sub", "pid", "locale", "acr", "amr"], profile: [] },
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  cookies: { keys: ["only-for-tests"] },
  ttl: { AccessToken: 120, AuthorizationCode: 60, IdToken: 120, Interaction: 600, Session: 600, Grant: 600 },
  findAccount: (_, id) =>
    people[id] && {
      accountId: id,
      claims: () => ({ sub: `sub-of-${id}`, pid: people[id].pid, locale: people[id].locale, acr: people[id].acr, amr: ["TestID"] }),
    },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
});

// The live server of a journey has another port each time; only this machine can be reached anyhow.
provider.Client.prototype.redirectUriAllowed = (uri) => ["127.0.0.1", "localhost"].includes(new URL(uri).hostname);
provider.Client.prototype.postLogoutRedirectUriAllowed = provider.Client.prototype.redirectUriAllowed;

function page(uid) {
  const buttons = Object.keys(people).map((id) => `<p><button name="person" value="${id}">${id}</button></p>`);
  buttons.push('<p><button name="person" value="">Avbryt</button></p>');
  return `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Logg inn</title><main><h1>Logg inn</h1>
    <form method="post" action="/interaction/${uid}">${buttons.join("")}</form></main></html>`;
}

async function body(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

async function interaction(request, response) {
  const { uid, params, prompt, session } = await provider.interactionDetails(request, response);
  if (prompt.name === "login" && request.method === "GET") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(page(uid));
  }
  if (prompt.name === "login") {
    const id = (await body(request)).get("person");
    const result = people[id]
      ? { login: { accountId: id, acr: people[id].acr, amr: ["TestID"] } }
      : { error: "access_denied", error_description: "The person gave up" };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  interaction(request, response).catch((error) => {
    response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
    response.end(String(error.stack));
  });
}).listen(port, "127.0.0.1", () => console.log(issuer));
