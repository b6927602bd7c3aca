// The steps of a count, gone through and played without a new page. Without this file the links lead to a page per step.

const player = document.querySelector("[data-player]");
const PAUSE = 4500;
let timer = null;

const find = (selector, inside = document) => inside.querySelector(selector);
const button = () => find("[data-play]", player);

async function show(address, remember = true) {
  const answer = await fetch(address);
  if (!answer.ok) { location.assign(address); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const pressed = document.activeElement?.rel;
  player.replaceChildren(...find("[data-player]", page).childNodes);
  find("[data-step-list]").replaceChildren(...find("[data-step-list]", page).childNodes);
  document.title = page.title;
  if (remember) history.pushState(null, "", address);
  offer();
  // who pressed a link finds it again, or the other one at the first and the last step
  if (pressed) (find(`[rel=${pressed}]`, player) || find("a[rel]", player))?.focus();
}

function say(playing) {
  button().textContent = playing ? button().dataset.pauseWords : button().dataset.playWords;
}

function stop() {
  clearInterval(timer);
  timer = null;
  if (button()) say(false);
}

async function goOn() {
  // after the last step one begins again at the first
  const next = find("[rel=next]", player) || (timer ? null : find("[data-step-list] a"));
  if (!next) { stop(); return; }
  const wasOnPlay = document.activeElement === button();
  await show(next.href);
  if (wasOnPlay) button().focus();
  if (!find("[rel=next]", player)) stop();
}

function play() {
  goOn();
  timer = setInterval(goOn, PAUSE);
}

function offer() {
  button().hidden = document.querySelectorAll("[data-step-list] li").length < 2;
  say(Boolean(timer));
}

if (player) {
  player.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      stop();
      show(link.href);
    } else if (event.target.closest("[data-play]")) {
      if (timer) { stop(); return; }
      play();
    }
  });
  addEventListener("popstate", () => show(location.href, false));
  offer();
}

// What if: the answer comes while one changes the form. Without this file the button asks for the page.

const form = document.querySelector("[data-what-if]");

if (form) {
  const answer = document.querySelector("[data-answer]");
  const said = document.querySelector("[data-answer-said]");
  let wait = null;
  let latest = 0;

  // what is wrong stands at its field too; what was typed stays
  const mark = (page) => {
    document.querySelector(".error-summary")?.remove();
    for (const control of form.querySelectorAll(".field [name]")) {
      const [mine, fresh] = [control, page.getElementById(control.id)].map((each) => each.closest(".field"));
      mine.className = fresh.className;
      mine.querySelector(".field__error")?.remove();
      const error = fresh.querySelector(".field__error");
      if (error) mine.querySelector("label").after(error);
      for (const name of ["aria-invalid", "aria-describedby"]) {
        const value = page.getElementById(control.id).getAttribute(name);
        if (value) control.setAttribute(name, value); else control.removeAttribute(name);
      }
    }
  };

  const ask = async () => {
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const mine = ++latest;
    answer.setAttribute("aria-busy", "true");
    const got = await fetch(address);
    if (mine !== latest) return;
    answer.removeAttribute("aria-busy");
    const page = new DOMParser().parseFromString(await got.text(), "text/html");
    const fresh = page.querySelector("[data-answer]");
    if (mine !== latest) return;
    // too many ask at once, or it took too long: the page that says so, in the place of the answer
    answer.replaceChildren(...(fresh || page.querySelector("main")).childNodes);
    if (fresh) {
      history.replaceState(null, "", address);
      mark(page);
    }
    said.textContent = answer.querySelector("[data-lead], p")?.textContent || "";
  };

  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 350);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(wait);
    await ask();
    (form.querySelector("[aria-invalid]") || answer.querySelector("h2"))?.focus();
  });
}
