// What a page gains where scripts run; every page works without it.
(() => {
  "use strict";

  const SWAPPED = new Set([200, 409, 422]);
  const find = (selector, root = document) => root.querySelector(selector);

  // A refused or stale form is drawn where the form was; any other answer never lands in the page.
  document.addEventListener("htmx:before:swap", (event) => {
    const status = event.detail.ctx?.response?.raw?.status;
    if (status === undefined || SWAPPED.has(status)) return;
    event.preventDefault();
    say(status >= 500 ? "The server could not answer. Nothing is lost on this page: try again in a minute." : status === 413 ? "This is too large. Send files of at most 20 MB each, fewer at once." : "This did not work. Load the page again to see why.");
  });

  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx?.response?.raw?.status;
    if (status !== undefined && status >= 500) say("The server could not answer. Nothing is lost on this page: try again in a minute.");
  });

  document.addEventListener("htmx:after:swap", () => {
    focusOnProblem();
    prepare(document);
    sayPlaying();
  });

  function say(sentence) {
    const status = find("#status");
    if (!status) return;
    status.className = "note bad";
    status.textContent = sentence;
  }

  // The summary of a form that came back is the first thing to read.
  function focusOnProblem() {
    const summary = find("#stale") ?? find("#problem");
    if (!summary) return;
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "nearest" });
  }

  // Ctrl or Cmd with K: the palette where a page has one, else the search field of the menu.
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    openSearch();
  });

  function openSearch() {
    const palette = find("dialog#palette");
    if (palette) {
      if (!palette.open) palette.showModal();
      find("input", palette)?.focus();
      return;
    }
    const menu = find("#nav");
    const search = find("#search");
    if (!search) return;
    if (search.offsetParent === null && menu?.showPopover) menu.showPopover();
    search.focus();
    search.select();
  }

  // The form is posted as it would be without a script; only the reload is left out.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-switch]") || !event.submitter) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => say("The choice could not be kept. Try again in a minute."));
    showTheme(form, event.submitter.value);
  });

  function showTheme(form, theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
  }

  // A past date cannot lie in the future, and the whole field opens the calendar.
  function prepare(root) {
    const today = new Date().toISOString().slice(0, 10);
    for (const field of root.querySelectorAll("input[data-not-after-today]")) field.max = today;
  }

  document.addEventListener("click", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.matches("input[data-not-after-today]")) return;
    try {
      field.showPicker?.();
    } catch {
      field.focus();
    }
  });

  // Stepping: the arrows, Home and End press its links, unless a field or a box that scrolls needs the keys.
  const WAYS = { ArrowLeft: "prev", ArrowRight: "next", Home: "first", End: "last" };
  const BUSY = "input, select, textarea, summary, dialog, [contenteditable], [tabindex='0']";
  const way = (name) => find(`[data-steps] a[data-step=${name}]`);

  document.addEventListener("keydown", (event) => {
    const link = WAYS[event.key] && way(WAYS[event.key]);
    if (!link || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest?.(BUSY)) return;
    event.preventDefault();
    link.click();
  });

  // Play presses Next at a readable pace until it is paused or comes to the end. Who wants less motion goes on by hand.
  let playing = 0;

  document.addEventListener("click", (event) => {
    const play = event.target.closest?.("[data-play]");
    if (!play || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    event.preventDefault();
    if (playing) stop();
    else goOn(way("next") ?? way("first"));
  });

  function goOn(link) {
    const play = find("[data-play]");
    if (!play || !link) return stop();
    const pace = Number(play.dataset.play) / Number(find("[data-speed]")?.value ?? 1);
    playing = setTimeout(() => way("next") ? goOn(way("next")) : stop(), pace);
    sayPlaying();
    link.click();
  }

  function stop() {
    clearTimeout(playing);
    playing = 0;
    sayPlaying();
  }

  function sayPlaying() {
    const play = find("[data-play]");
    if (play) play.textContent = playing ? "❚❚ Pause" : "▸ Play";
  }

  // The menu names the key that this keyboard has.
  function nameTheKey() {
    const key = find(".seek kbd");
    if (key && /Mac|iPhone|iPad/.test(navigator.platform)) key.textContent = "⌘ K";
  }

  prepare(document);
  nameTheKey();
  focusOnProblem();
})();
