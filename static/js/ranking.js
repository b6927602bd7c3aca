// A ranking in the booth: one button gives the next place or takes it away, two plans that want one place change places,
// and the list above says the order at any time.

export function putInOrder(form) {
  const boxes = [...form.querySelectorAll("[data-mark]")];
  const words = form.querySelector("[data-left-text]");
  const list = form.querySelector("[data-ranked]");
  const limit = Number(form.dataset.limit);
  const before = new Map();

  const rank = (box) => Number(box.value);
  const ranked = () => boxes.filter((box) => box.value).sort((one, other) => rank(one) - rank(other));

  function firstFree() {
    const taken = new Set(boxes.map(rank));
    for (let place = 1; place <= limit; place += 1) if (!taken.has(place)) return place;
    return 0;
  }

  function sentence(left) {
    if (left <= 0) return form.dataset.noneLeft;
    return left === 1 ? form.dataset.oneLeft : form.dataset.left.replace("{x}", left);
  }

  function showButton(box, free) {
    const button = box.closest(".stepper").querySelector("[data-next]");
    button.hidden = !box.value && !free;
    button.textContent = box.value ? form.dataset.takeAway : form.dataset.nextPlace.replace("{x}", free);
    button.setAttribute("aria-label", `${button.textContent}: ${box.dataset.title}`);
    box.closest("[data-choice]").classList.toggle("choice--chosen", Boolean(box.value));
  }

  function show() {
    const order = ranked();
    const now = sentence(limit - order.length);
    if (words.textContent.trim() !== now) words.textContent = now;
    list.replaceChildren(...order.map((box) => {
      const item = document.createElement("li");
      item.value = rank(box);
      item.textContent = box.dataset.title;
      return item;
    }));
    const free = firstFree();
    boxes.forEach((box) => { showButton(box, free); before.set(box, box.value); });
  }

  function closeUp() {
    ranked().forEach((box, place) => { box.value = String(place + 1); });
  }

  form.addEventListener("change", (event) => {
    const box = event.target.closest("[data-mark]");
    if (!box) return;
    const rival = boxes.find((other) => other !== box && box.value && other.value === box.value);
    // who stood there takes the place that came free
    if (rival) rival.value = before.get(box) || String(firstFree() || "");
    closeUp();
    show();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-next]");
    if (!button) return;
    const box = button.closest(".stepper").querySelector("[data-mark]");
    box.value = box.value ? "" : String(firstFree());
    closeUp();
    show();
    // a button that is gone would drop the focus
    if (button.hidden) box.focus();
  });
  form.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("pageshow", show);
  show();
}
