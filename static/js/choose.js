// The choosing page of the booth: keeps the voter's meter right, says what no longer fits, and searches in the plans.
// All sentences come from the form, in the voter's language. The server decides; this only shows.
import { dividePoints } from "./points.js";
import { putInOrder } from "./ranking.js";

function amountWriter(currency) {
  const language = document.documentElement.lang || "nl";
  return (cents) => new Intl.NumberFormat(language, {
    style: "currency", currency, minimumFractionDigits: cents % 100 ? 2 : 0, maximumFractionDigits: cents % 100 ? 2 : 0,
  }).format(cents / 100);
}

function keepMeter(form) {
  const boxes = [...form.querySelectorAll("input[name=plan]")];
  const words = form.querySelector("[data-left-text]");
  const bar = form.querySelector("[data-bar]");
  const meter = form.querySelector("[data-booth-meter]");
  const pot = Number(form.dataset.pot);
  const limit = Number(form.dataset.limit);
  const money = amountWriter(form.dataset.currency);

  function sentence(left) {
    if (pot) return (left < 0 ? form.dataset.over : form.dataset.left).replace("{x}", money(Math.abs(left)));
    return (left < 0 ? form.dataset.countOver : form.dataset.countLeft).replace("{x}", Math.abs(left));
  }

  function mark(box, left) {
    const card = box.closest("[data-choice]");
    const text = card.querySelector("[data-fit-text]");
    const short = pot ? Number(box.dataset.cents) - left : 1 - left;
    const tooMuch = !box.checked && box.type === "checkbox" && short > 0;
    card.classList.toggle("choice--no-fit", tooMuch);
    text.textContent = !tooMuch ? "" : pot ? form.dataset.noFit.replace("{x}", money(short)) : form.dataset.noRoom;
  }

  function show() {
    const chosen = boxes.filter((box) => box.checked);
    const spent = chosen.reduce((sum, box) => sum + Number(box.dataset.cents), 0);
    const left = pot ? pot - spent : limit - chosen.length;
    const before = words.textContent;
    const now = sentence(left);
    if (before.trim() !== now) words.textContent = now;
    bar.setAttribute("width", Math.min(100, 100 * (pot ? spent / pot : chosen.length / limit)).toFixed(2));
    meter.classList.toggle("booth-meter--over", left < 0);
    boxes.forEach((box) => mark(box, left));
  }

  if (!words || !(pot || limit)) return;
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  // the browser may put ticks back after going back a page
  window.addEventListener("pageshow", show);
  show();
}

function searchPlans(form) {
  const holder = form.querySelector("[data-choose-filter]");
  if (!holder) return;
  const box = holder.querySelector("input");
  const found = holder.querySelector("[data-found-text]");
  const cards = [...form.querySelectorAll("[data-choice]")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = cards.map((card) => plain(card.textContent));
  holder.hidden = false;
  box.addEventListener("input", () => {
    const wanted = plain(box.value.trim());
    const shown = texts.map((text) => text.includes(wanted));
    // hidden, not removed: a ticked plan stays in the ballot
    cards.forEach((card, place) => { card.hidden = !shown[place]; });
    found.textContent = wanted ? form.dataset.found.replace("{x}", shown.filter(Boolean).length) : "";
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

const MODES = { tick: keepMeter, points: dividePoints, rank: putInOrder };

document.querySelectorAll("form[data-choose]").forEach((form) => {
  MODES[form.dataset.choose](form);
  searchPlans(form);
});
