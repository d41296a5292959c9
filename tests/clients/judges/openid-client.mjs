// openid-client, which is certified for OpenID Connect: discovery, both ways of client authentication, PKCE, UserInfo,
// renewal, device codes, an application's own token, and the address that signs out.
import * as client from "openid-client";
import { addressAfter } from "../lib/answer.mjs";

const { AZURE_AUTHORITY_HOST: host, TENANT: tenant, CLIENT_ID: id, SECRET: secret } = process.env;
const redirect = "http://localhost:3000/callback";
const issuer = new URL(`${host}/${tenant}/v2.0`);

for (const [name, how] of Object.entries({ basic: client.ClientSecretBasic(secret), post: client.ClientSecretPost(secret) })) {
  const config = await client.discovery(issuer, id, {}, how);
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: "openid profile email offline_access",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  const tokens = await client.authorizationCodeGrant(config, await addressAfter(url.href), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  const claims = tokens.claims();
  const user = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
  console.log(`${name}: ${claims.preferred_username}, ${user.name}, ${claims.email}, renewed ${renewed.claims().sub === claims.sub}`);
}

const basic = await client.discovery(issuer, id, {}, client.ClientSecretBasic(secret));
const own = await client.clientCredentialsGrant(basic, { scope: "https://graph.microsoft.com/.default" });
console.log(`own token: ${own.token_type}, ${own.expiresIn() > 3000}`);
const bye = client.buildEndSessionUrl(basic, { post_logout_redirect_uri: redirect });
const left = await fetch(bye, { redirect: "manual" });
console.log(`sign out: ${left.status} ${left.headers.get("location")}`);
const wrong = await client.discovery(issuer, id, {}, client.ClientSecretBasic("wrong"));
const refusal = await client.clientCredentialsGrant(wrong, { scope: "https://graph.microsoft.com/.default" }).catch((error) => error);
console.log(`a wrong secret: ${refusal.status} ${refusal.error ?? refusal.cause?.map?.(({ scheme }) => scheme)}`);
