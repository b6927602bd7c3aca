// The door of the booth: the QR code on the letter bears the voting code behind a # in the address, which no server sees.
// It goes into the field, and out of the address bar and the history at once.

const field = document.querySelector("[data-code]");
const brought = decodeURIComponent(window.location.hash.slice(1));

if (field && /^[0-9A-Za-z -]{16,24}$/.test(brought)) {
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  if (!field.value) field.value = brought;
  field.focus();
}
