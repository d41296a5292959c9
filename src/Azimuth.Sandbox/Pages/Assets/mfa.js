"use strict";

// Asks every second whether the console has answered, says so, and goes on by itself.
const words = {
  approved: "Approved. Signing you in…",
  refused: "The console refused it.",
  expired: "The prompt has ended.",
};
const status = document.getElementById("mfa-status");
const goOn = document.getElementById("mfa-go-on");

async function ask() {
  let state = "pending";
  try {
    const answer = await fetch(status.dataset.poll, { headers: { accept: "application/json" }, cache: "no-store" });
    state = answer.ok ? (await answer.json()).state : "expired";
  } catch {
    // The sandbox may be restarting: the next question tells.
  }

  if (!Object.hasOwn(words, state)) {
    setTimeout(ask, 1000);
    return;
  }

  status.dataset.state = state;
  status.textContent = words[state];
  goOn.form.requestSubmit(goOn);
}

ask();
