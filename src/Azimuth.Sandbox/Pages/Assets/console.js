// The console: asks the control API once a second while it is visible.

import { exchangeTicket, forgetKey, get, Refused, takeKey } from "./console-control.js";
import { say } from "./console-dom.js";
import { refreshPhone, setPeople } from "./console-phone.js";
import { refreshSwitches } from "./console-policies.js";
import { refreshRequests } from "./console-requests.js";
import { offerTokens } from "./console-token.js";
import { refreshClock, showPeople } from "./console-world.js";

const connection = document.getElementById("connection");
const content = document.getElementById("console");
const needsKey = "The console needs its key: run “az sandbox console”.";

async function round() {
  await exchangeTicket();
  const status = await get("status");
  setPeople(status.people);
  offerTokens(status.people);
  showPeople(status.people);
  await Promise.all([refreshPhone(), refreshSwitches(), refreshClock(), refreshRequests()]);
  content.hidden = false;
  say(connection, `Connected to ${status.signIn}`);
}

async function goOn() {
  if (document.hidden) {
    return;
  }

  try {
    await round();
  } catch (problem) {
    if (problem instanceof Refused && [401, 403].includes(problem.status)) {
      forgetKey();
      content.hidden = true;
      say(connection, needsKey);
      return;
    }

    say(connection, problem instanceof Refused ? problem.message : "The sandbox does not answer. Trying again…");
  }

  setTimeout(goOn, 1000);
}

if (takeKey()) {
  document.addEventListener("visibilitychange", goOn);
  goOn();
} else {
  say(connection, needsKey);
}
