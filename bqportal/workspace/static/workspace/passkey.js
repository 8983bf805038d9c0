/* Beside allauth's webauthn.js: shows what needs a passkey only where the browser has them, and says what went wrong. */
document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) return;
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = true;
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const fault = document.querySelector("[data-passkey-fault]");
  if (!fault) return;
  fault.hidden = false;
  fault.focus();
});
