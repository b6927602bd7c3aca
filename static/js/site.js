// Small comforts on every page. Each works on what the templates mark with a data attribute; without this file nothing is lost.

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

function countCharacters(line) {
  const area = document.getElementById(line.dataset.countFor);
  const limit = Number(area?.dataset.limit);
  if (!limit) return;
  const show = () => {
    // the server counts a line end as two signs, as the browser sends it
    const left = limit - area.value.replace(/\r?\n/g, "\r\n").length;
    line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", Math.abs(left));
    line.classList.toggle("field__count--over", left < 0);
  };
  area.addEventListener("input", show);
  show();
}

function offerCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.dataset.copyText || source.textContent.trim());
    const words = button.querySelector("span") || button;
    const before = words.textContent;
    const status = document.querySelector("[data-copy-status]");
    words.textContent = button.dataset.copied;
    if (status) status.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 4000);
  });
}

function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function closeMenu(menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

function saveByItself(form) {
  const status = form.querySelector("[data-autosave-status]");
  if (!status) return;
  const words = status.querySelector("[data-autosave-text]");
  const say = (word) => {
    words.textContent = status.dataset[word];
    status.classList.toggle("autosave--failed", word === "failed");
  };
  let timer;
  let leaving = false;
  const save = async () => {
    if (leaving) return;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form) });
      say(answer.ok && !answer.redirected ? "saved" : "failed");
    } catch {
      say("failed");
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  // the form's own button saves too: two saves at once would quarrel over the order
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
}

all("[data-count-for]").forEach(countCharacters);
all("[data-copy]").forEach(offerCopy);
all("[data-print]").forEach(offerPrint);
all("[data-menu]").forEach(closeMenu);
all("form[data-autosave]").forEach(saveByItself);
document.querySelector("[data-focus]")?.focus();
