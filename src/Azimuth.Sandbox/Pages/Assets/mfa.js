"use strict";

// Asks every second whether the console has answered, shows the answer, and continues by itself.
const answers = {
  approved: "Approved. Signing you in…",
  refused: "The request was denied or the number was wrong.",
  expired: "The request has expired.",
};
const status = document.getElementById("mfa-status");
const proceed = document.getElementById("mfa-go-on");
let leaving = false;

// Without the page nothing waits for the prompt any more: the sandbox takes it off the phone.
addEventListener("submit", () => { leaving = true; });
addEventListener("pagehide", () => leaving || navigator.sendBeacon(`${status.dataset.poll}/left`));

async function ask() {
  let state = "pending";
  try {
    const answer = await fetch(status.dataset.poll, { headers: { accept: "application/json" }, cache: "no-store" });
    state = answer.ok ? (await answer.json()).state : "expired";
  } catch {
    // The sandbox may be restarting: ask again.
  }

  if (!Object.hasOwn(answers, state)) {
    setTimeout(ask, 1000);
    return;
  }

  status.dataset.state = state;
  status.textContent = answers[state];
  proceed.form.requestSubmit(proceed);
}

ask();
