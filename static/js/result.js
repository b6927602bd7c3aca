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
  const next = find("[rel=next]", player);
  if (!next) { stop(); return; }
  const wasOnPlay = document.activeElement === button();
  await show(next.href);
  if (wasOnPlay) button().focus();
  if (!find("[rel=next]", player)) stop();
}

function offer() {
  button().hidden = !find("[rel=next]", player) && !timer;
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
      timer = setInterval(goOn, PAUSE);
      goOn();
    }
  });
  addEventListener("popstate", () => show(location.href, false));
  offer();
}
