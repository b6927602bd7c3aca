// Points in the booth: minus and plus behind each plan, and the points that are left, said politely.

export function dividePoints(form) {
  const boxes = [...form.querySelectorAll("[data-mark]")];
  const words = form.querySelector("[data-left-text]");
  const all = Number(form.dataset.points) || Infinity;
  const perPlan = Math.min(Number(form.dataset.perPlan) || Infinity, all);

  const points = (box) => (/^\d{1,6}$/.test(box.value.trim()) ? Number(box.value) : 0);

  function sentence(left) {
    if (left === 0) return form.dataset.noneLeft;
    const told = left < 0 ? [form.dataset.oneOver, form.dataset.over] : [form.dataset.oneLeft, form.dataset.left];
    return Math.abs(left) === 1 ? told[0] : told[1].replace("{x}", Math.abs(left));
  }

  function show() {
    const given = boxes.reduce((sum, box) => sum + points(box), 0);
    boxes.forEach((box) => {
      const holder = box.closest(".stepper");
      // a button that does nothing stays reachable: the focus must not fall off it
      holder.querySelector("[data-step='-1']").setAttribute("aria-disabled", points(box) === 0);
      holder.querySelector("[data-step='1']").setAttribute("aria-disabled", given >= all || points(box) >= perPlan);
      box.closest("[data-choice]").classList.toggle("choice--chosen", points(box) > 0);
    });
    if (!words) return;
    const now = sentence(all - given);
    if (words.textContent.trim() !== now) words.textContent = now;
    form.querySelector("[data-bar]").setAttribute("width", Math.min(100, (100 * given) / all).toFixed(2));
    form.querySelector("[data-booth-meter]").classList.toggle("booth-meter--over", given > all);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const box = button.closest(".stepper").querySelector("[data-mark]");
    const next = Math.max(0, points(box) + Number(button.dataset.step));
    box.value = next || "";
    show();
  });
  form.querySelectorAll("[data-step]").forEach((button) => { button.hidden = false; });
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("pageshow", show);
  show();
}
