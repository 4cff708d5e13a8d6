// What it does, part by part: README.md.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isTyping = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || document.activeElement?.isContentEditable;

  // Theme
  const store = (name, value) => { try { if (value) localStorage.setItem(name, value); else localStorage.removeItem(name); } catch { } };
  const themes = $$("[data-theme-pick]");
  const showTheme = () => themes.forEach(pick => { pick.value = root.dataset.theme ?? ""; });
  themes.forEach(pick => pick.addEventListener("change", () => {
    if (pick.value) root.dataset.theme = pick.value; else delete root.dataset.theme;
    store("theme", pick.value);
    showTheme();
  }));
  showTheme();

  // Search box
  const find = $("#find"), hits = $("#hits");
  let asked = null, chosen = -1, waiting = 0;
  const options = () => $$("[role=option]", hits);
  const showHits = open => {
    hits.hidden = !open;
    find.setAttribute("aria-expanded", open);
    if (open) return;
    choose(-1);
    clearTimeout(waiting);
    asked?.abort();
  };
  const choose = place => {
    const all = options();
    chosen = Math.max(-1, Math.min(place, all.length - 1));
    all.forEach((option, i) => option.setAttribute("aria-selected", i === chosen));
    if (chosen < 0) return find.removeAttribute("aria-activedescendant");
    find.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const search = async () => {
    asked?.abort();
    if (!find.value.trim()) return showHits(false);
    asked = new AbortController();
    try {
      const answer = await fetch("/search/hits?q=" + encodeURIComponent(find.value), { signal: asked.signal });
      if (!answer.ok) return;
      const html = await answer.text(), was = options()[chosen]?.href;
      hits.innerHTML = html;
      showHits(true);
      choose(options().findIndex(option => option.href === was));
    } catch { /* Enter still searches */ }
  };
  if (find) {
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "hits", "aria-autocomplete": "list", "aria-expanded": "false" })) find.setAttribute(name, value);
    hits.setAttribute("role", "listbox");
    hits.setAttribute("aria-label", "Hits");
    find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 60); });
    find.addEventListener("focus", () => { if (find.value && hits.hidden) search(); });
    find.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(options()[chosen].href);
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        if (hits.hidden) find.blur(); else showHits(false);
      }
    });
    document.addEventListener("click", event => { if (!event.target.closest(".find")) showHits(false); });
  }

  document.addEventListener("click", event => $$("details.menu[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));

  // Parts
  document.addEventListener("toggle", async event => {
    const part = event.target, url = part.dataset.part;
    if (!url || !part.open) return;
    delete part.dataset.part;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw answer;
      part.lastElementChild.innerHTML = await answer.text();
    } catch { part.dataset.part = url; }
  }, true);

  // Cards
  const kept = new Map();
  let card = null, shown = null, resting = 0, leaving = 0;
  const stay = () => { clearTimeout(leaving); leaving = 0; };
  const hideCard = () => {
    clearTimeout(resting);
    stay();
    shown?.removeAttribute("aria-describedby");
    shown = null;
    if (card) card.hidden = true;
  };
  const hasCard = link => link?.matches("main a.id, main a:has(> .id)") && /^\/techniques\/T[\d.]+$/.test(link.pathname) && !link.closest("#matrix");
  const showCard = async link => {
    const url = `${link.pathname}/card?v=${root.dataset.version}`;
    try { if (!kept.has(url)) kept.set(url, await fetch(url).then(answer => answer.ok ? answer.text() : "")); } catch { return; }
    if (!kept.get(url) || !link.isConnected || !link.matches(":hover, :focus-visible")) return;
    hideCard();
    if (!card) {
      card = document.createElement("div");
      card.id = "card";
      card.setAttribute("role", "tooltip");
      document.body.append(card);
    }
    card.innerHTML = kept.get(url);
    card.hidden = false;
    shown = link;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", "card");
    const box = link.getBoundingClientRect(), below = box.bottom + 4;
    card.style.left = Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8)) + "px";
    card.style.top = (below + card.offsetHeight < innerHeight ? below : box.top - card.offsetHeight - 4) + "px";
  };
  const rest = link => {
    clearTimeout(resting);
    if (link === shown) return stay();
    resting = setTimeout(showCard, 300, link);
  };
  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const link = event.target.closest?.("a");
    if (event.target.closest?.("#card")) return stay();
    if (hasCard(link)) return rest(link);
    clearTimeout(resting);
    if (shown && shown !== document.activeElement) leaving ||= setTimeout(hideCard, 250);
  });
  document.addEventListener("focusin", event => { if (hasCard(event.target) && event.target.matches(":focus-visible")) rest(event.target); });
  document.addEventListener("focusout", hideCard);
  document.addEventListener("pointerout", event => { if (hasCard(event.target.closest?.("a"))) catchUp(); });
  const under = () => $$("main a:hover").find(hasCard);
  document.addEventListener("scroll", () => { hideCard(); const link = $$("main a:is(:hover, :focus-visible)").find(hasCard); if (link) rest(link); }, true);

  // Swaps <main> for the server's answer; place, open parts and focus stay
  const island = () => $("script[src*='blazor.web'], [data-keep]");
  const keyOf = element => element?.id ? "#" + CSS.escape(element.id) : element?.getAttribute?.("href") ? `a[href="${CSS.escape(element.getAttribute("href"))}"]` : "";
  let swaps = 0, flying = 0;
  const swap = (...how) => { flying++; return exchange(...how).finally(() => { flying--; }); };
  const exchange = async (url, push, given, unless) => {
    const mine = ++swaps;
    let answer = given;
    try { answer ??= await fetch(url); } catch { return; }
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/html")) return push && location.assign(url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = $("#main", page);
    if (!fresh || mine !== swaps || unless?.()) return;
    const focus = keyOf(document.activeElement), old = $("#main"), [x, y] = [scrollX, scrollY];
    const grid = $("#matrix"), [left, top] = [grid?.scrollLeft, grid?.scrollTop];
    const parts = $$("details:not(.menu)", old).map(part => part.open), field = $("input[name=q]", old), typed = document.activeElement === field && field?.selectionStart;
    hideCard();
    const pairs = island() ? $$("[data-fresh]", old).map(part => [part, $("#" + part.id, fresh)]) : [[old, fresh]];
    for (const [was, is] of [...pairs, [$(".foot"), $(".foot", page)], [$("#stale"), $("#stale", page)]]) if (is) was?.replaceWith(document.adoptNode(is));
    document.title = page.title;
    root.dataset.version = page.documentElement.dataset.version;
    if (push) history.pushState(null, "", url);
    const now = $$("details:not(.menu)", $("#main"));
    if (now.length === parts.length) now.forEach((part, i) => { part.open = part.open || parts[i]; });
    prepare();
    if ($("#matrix")) [$("#matrix").scrollLeft, $("#matrix").scrollTop] = [left ?? 0, top ?? 0];
    scrollTo(x, y);
    const again = $("input[name=q]", $("#main"));
    if (typeof typed === "number" && again) { again.focus(); again.setSelectionRange(typed, typed); }
    else if (focus && document.activeElement === document.body) $(focus)?.focus({ preventScroll: true });
  };

  document.addEventListener("click", async event => {
    const link = event.target.closest("a[data-opens]"), row = link?.closest("tr");
    if (!row || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const opened = () => row.nextElementSibling?.matches(".opened") && row.nextElementSibling;
    const open = !opened();
    link.setAttribute("aria-expanded", open);
    if (!open) return opened().remove();
    let answer;
    try { answer = await fetch(link.dataset.opens); } catch { /* offline: its page will say so */ }
    if (!answer?.ok) return location.assign(link.href);
    const line = document.createElement("tr"), cell = line.insertCell();
    line.className = "opened";
    cell.colSpan = row.cells.length;
    cell.innerHTML = await answer.text();
    if (!opened() && link.getAttribute("aria-expanded") === "true") row.after(line);
  });

  // Matrix
  const CELL = "#matrix .cell, #matrix .set a, #matrix .cell-link";
  const idOf = cell => decodeURIComponent(cell.pathname.split("/").pop());
  const panel = () => $("#panel");
  let current = null, opening = 0, poll = 0;
  const look = () => {
    clearTimeout(poll);
    if ($("[data-poll]")) poll = setTimeout(async () => { if (!flying && !isBusy()) await swap(location.href, false, undefined, isBusy); look(); }, 1500);
  };
  const prepare = () => {
    const at = new URLSearchParams(location.search).get("at");
    const cells = $$(CELL);
    $$("a[data-opens]").forEach(link => link.setAttribute("aria-expanded", "false"));
    look();
    if (!panel()) return;
    current = null;
    for (const cell of cells) {
      cell.tabIndex = -1;
      if (at && !current && idOf(cell) === at) mark(cell);
    }
    (current ?? cells[0])?.setAttribute("tabindex", "0");
    $$("#matrix .x").forEach(part => { part.tabIndex = -1; });
  };
  const mark = cell => {
    current?.removeAttribute("aria-current");
    current = cell;
    cell?.setAttribute("aria-current", "true");
  };
  const remember = id => {
    const url = new URL(location.href);
    if (id) url.searchParams.set("at", id); else url.searchParams.delete("at");
    history.replaceState(null, "", url.pathname + url.search.replaceAll("%2C", ","));
  };
  const openPanel = async (cell, focus) => {
    const turn = ++opening, id = idOf(cell);
    mark(cell);
    let answer;
    try { answer = await fetch(`/techniques/${id}/panel`); } catch { return; }
    if (!answer.ok) return location.assign(cell.href);
    const html = await answer.text();
    if (turn !== opening) return;
    const side = panel();
    side.innerHTML = html;
    side.hidden = false;
    side.tabIndex = -1;
    side.scrollTop = 0;
    remember(id);
    if (focus) side.focus({ preventScroll: true });
  };
  const closePanel = () => {
    opening++;
    panel().hidden = true;
    remember("");
    const cell = current;
    mark(null);
    cell?.focus();
  };
  const move = (cell, key) => {
    const columns = $$("#matrix .tactic"), own = cell.closest(".tactic");
    const inside = column => column ? $$(".cell, .set a", column) : [];
    const cells = own ? inside(own) : $$("#matrix .cell-link"), place = cells.indexOf(cell);
    if (key === "ArrowDown") return cells[place + 1];
    if (key === "ArrowUp") return cells[place - 1];
    if (key === "Home") return cells[0];
    if (key === "End") return cells.at(-1);
    const step = key === "ArrowRight" ? 1 : -1;
    for (let i = columns.indexOf(own) + step; own && columns[i]; i += step) {
      const top = cell.getBoundingClientRect().top, near = one => Math.abs(one.getBoundingClientRect().top - top);
      const next = inside(columns[i]).reduce((best, one) => !best || near(one) < near(best) ? one : best, null);
      if (next) return next;
    }
  };

  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (event.target.closest("[data-close]")) return closePanel();
    const link = event.target.closest("a");
    if (!link || !panel()) return;
    if (link.matches(CELL)) {
      event.preventDefault();
      if (!panel().hidden && current === link) return event.detail ? closePanel() : panel().focus();
      openPanel(link, !event.detail);
    } else if (link.pathname === "/matrix" && !link.hasAttribute("download") && link.closest("main")) {
      event.preventDefault();
      const url = new URL(link.href), here = new URLSearchParams(location.search);
      if (link.dataset.expand) {
        const open = new Set((here.get("open") ?? "").split(",").filter(Boolean));
        open.add(link.dataset.expand);
        here.set("open", [...open].join(","));
        url.search = here;
      } else if (here.get("at") && !panel().hidden) url.searchParams.set("at", here.get("at"));
      swap(url.pathname + url.search.replaceAll("%2C", ","), true);
    }
  });
  document.addEventListener("focusin", event => {
    if (!event.target.matches?.(CELL)) return;
    $$("#matrix [tabindex='0']").forEach(cell => { cell.tabIndex = -1; });
    event.target.tabIndex = 0;
  });
  document.addEventListener("submit", event => {
    if (!panel() || !event.target.closest("main") || event.target.getAttribute("action") !== "/matrix") return;
    event.preventDefault();
    const data = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value));
    swap("/matrix" + (data.size ? "?" + data.toString().replaceAll("%2C", ",") : ""), true);
  });
  addEventListener("popstate", () => swap(location.href, false));

  // Keys
  const PLACES = { o: ["/", "overview"], m: ["/matrix", "matrix"], g: ["/gaps", "gaps"], p: ["/plan", "plan"], f: ["/profiles", "threat profiles"], r: ["/rules", "rules"], t: ["/tests", "tests"], d: ["/controls", "controls (D3FEND)"], a: ["/groups", "groups, software, campaigns"], c: ["/changes", "changes"], e: ["/environments", "environments"], h: ["/history", "history"], s: ["/sources", "sources"] };
  let going = 0;
  document.addEventListener("keydown", event => {
    if (root.dataset.single && /^[!-~]$/.test(event.key) && !(event.ctrlKey || event.metaKey || event.altKey) && (!isTyping() || event.target.type === "checkbox")) event.stopImmediatePropagation();
  }, true);
  const showKeys = () => {
    const box = document.createElement("dialog"), list = document.createElement("dl");
    const title = document.createElement("h2"), close = document.createElement("form");
    title.textContent = "Keys";
    list.className = "facts";
    const keys = [["/", "search (Ctrl K too)"], ...Object.entries(PLACES).map(([key, [, name]]) => ["g " + key, name]), ["← ↑ ↓ →", "move in the matrix and in tables"], ["Enter", "open the technique beside the matrix"], ["Space", "show or hide sub-techniques"], ["x", "tick the row"], ["e", "edit what is recorded of it"], ...$$("#main [accesskey]").map(one => [one.accessKey, one.ariaLabel ?? one.textContent]), ["Esc", "one step back"], ["?", "this list"]];
    for (const [key, what] of keys) {
      const name = document.createElement("dt"), text = document.createElement("dd");
      for (const part of key.split(" ")) { const cap = document.createElement("kbd"); cap.textContent = part; name.append(cap, " "); }
      text.textContent = what;
      list.append(name, text);
    }
    close.method = "dialog";
    close.innerHTML = '<label class="tick"><input type="checkbox"> Keys of one character work</label> <button class="btn">Close</button>';
    const on = $("input", close);
    on.checked = !root.dataset.single;
    on.addEventListener("change", () => store("keys", root.dataset.single = on.checked ? "" : "off"));
    box.setAttribute("aria-label", "Keys");
    box.append(title, close, list);
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  };
  document.addEventListener("click", event => { if (event.target.closest("[data-keys]")) showKeys(); });
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || $("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && find) {
      event.preventDefault();
      return find.select(), find.focus();
    }
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (shown) hideCard();
      else if (menu) { menu.open = false; $("summary", menu).focus(); }
      else if (panel() && !panel().hidden) closePanel();
      else if (isTyping()) document.activeElement.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    const cell = event.target.closest?.(CELL), row = event.target.closest?.("main tbody tr");
    if (cell && /^(Arrow|Home|End)/.test(event.key)) {
      const next = move(cell, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (!panel().hidden) openPanel(next, false);
    } else if (cell && event.key === " ") {
      event.preventDefault();
      const part = $(".x", cell.parentElement);
      if (cell.parentElement.matches(".fam") && part) swap(part.getAttribute("href"), true);
    } else if (row && /^Arrow(Up|Down)$/.test(event.key)) {
      const rows = $$("tbody tr:has(a)", row.closest("table")), next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      $("a", next).focus();
    } else if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (event.key === "?") {
      event.preventDefault();
      showKeys();
    } else if (performance.now() < going && PLACES[event.key]) {
      event.preventDefault();
      going = 0;
      location.assign(PLACES[event.key][0]);
    } else if (event.key === "g") going = performance.now() + 1500;
    else if (/^[a-z]$/.test(event.key)) (row && $(`[data-key=${event.key}]:enabled`, row) || $(`#main :is([data-key=${event.key}], [accesskey=${event.key}]):enabled`))?.click();
  });

  // News
  let news = null, late = false, sent = 0;
  const isBusy = () => late = !island() && (queued || isTyping() || $$("[type=file]").some(one => one.value) || !!(shown ?? under()) || !!$("dialog[open], details.menu[open], tr.opened, [data-opens][aria-expanded=true]"));
  const refresh = () => { if (!$("[data-keep]") && performance.now() > sent && !isBusy()) swap(location.href, false, undefined, isBusy); };
  document.addEventListener("stale", refresh);
  const catchUp = () => { if (late) setTimeout(refresh, 400); };
  const heard = event => {
    const version = /[\d.]+/.exec(event.data)?.[0];
    if (version && version !== root.dataset.version) refresh();
  };
  // Syncs
  const say = text => { const said = $("#said"); if (said && said.textContent !== text) said.textContent = text; };
  let following = false, behind = null;
  const resume = () => { const next = behind; behind = null; if (next) follow(next); };
  const follow = async event => {
    const live = $("[data-turn]"), { turn, running } = JSON.parse(event.data);
    for (const mark of $$("[data-syncing]")) { mark.hidden = !running; $("[data-many]", mark).textContent = running; }
    if (!live) return;
    if (following || queued) { behind = event; return; }
    following = true;
    try {
      if (String(turn) !== live.dataset.turn) {
        await swap(location.href, false);
        say($("[data-turn]")?.dataset.said ?? "");
      } else if (running && $("[data-slot]", live)) {
        const answer = await fetch("/sync/running"), parts = document.createElement("template");
        if (answer.ok) parts.innerHTML = await answer.text();
        for (const part of $$("[data-slot]", parts.content)) { const slot = $(`[data-slot="${CSS.escape(part.dataset.slot)}"]`, live); if (slot) slot.innerHTML = part.innerHTML; }
        if (answer.ok) say($("[data-say]", parts.content).textContent);
      }
    } catch { /* the next event tells again */ }
    following = false;
    resume();
  };
  // Forms in the background
  let queue = Promise.resolve(), queued = 0;
  document.addEventListener("submit", async event => {
    const form = event.target, keep = form.matches("[data-keep]");
    if (!keep && !form.matches("[data-act]")) { sent = performance.now() + 5000; return; }
    event.preventDefault();
    const button = event.submitter, data = new FormData(form, button), buttons = $$("button:enabled", form), lock = on => buttons.forEach(one => { one.disabled = on; });
    const here = new URL(button?.getAttribute("formaction") ?? form.action, location);
    lock(true);
    const waiting = setTimeout(() => say("Working…"), 1000);
    queued++;
    const answer = await (queue = queue.then(() => fetch(here, { method: "POST", body: keep ? new URLSearchParams(data) : data })).catch(() => say("The server does not answer.")));
    queued--;
    setTimeout(() => { catchUp(); resume(); });
    clearTimeout(waiting);
    if (keep || island() || !answer?.ok) lock(false);
    if (!answer) return;
    form.closest("dialog")?.close();
    const url = new URL(answer.url);
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), box = document.createElement("dialog"), close = document.createElement("form");
      const text = document.createElement("p");
      text.textContent = $("#problem", page)?.textContent ?? $("h1", page)?.textContent ?? "This did not work.";
      const choices = $("#choices", page);
      close.method = "dialog";
      close.innerHTML = '<p style="margin-top:12px"><button class="btn">Close</button></p>';
      box.append(text, choices ?? close);
      if (choices) $("#theirs", box).addEventListener("click", event => { event.preventDefault(); box.close(); swap(location.href, false); });
      box.addEventListener("close", () => box.remove());
      document.body.append(box);
      box.showModal();
    } else if (keep && url.pathname === here.pathname) {
      const copy = answer.clone();
      await swap(answer.url, false, answer);
      const page = new DOMParser().parseFromString(await copy.text(), "text/html");
      for (const field of $$("[id]:is(input, select, textarea)", form)) { if ($("#" + field.id, page)?.ariaInvalid) field.ariaInvalid = "true"; else field.removeAttribute("aria-invalid"); }
      ($("[aria-invalid]", form) ?? $("#outcome"))?.scrollIntoView({ block: "nearest" });
      $("[aria-invalid]", form)?.focus();
    } else if (keep || url.pathname !== location.pathname) { lock(false); location.assign(answer.url); }
    else if (!queued) { await swap(answer.url, url.search !== location.search, answer); if (form.dataset.act) say(form.dataset.act); }
  });
  document.addEventListener("click", event => {
    const dismiss = event.target.closest?.("[data-dismiss]");
    if (!dismiss) return;
    document.cookie = dismiss.dataset.dismiss + "; path=/; SameSite=Strict";
    dismiss.parentElement.remove();
  });
  document.addEventListener("pointerover", event => {
    const time = event.target.closest?.("time[datetime*=T]:not([title])");
    if (time) time.title = new Date(time.dateTime).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) + " here";
  });
  const listen = () => {
    if (document.hidden) { news?.close(); news = null; return; }
    if (news) return;
    news = new EventSource("/events");
    news.addEventListener("view", heard);
    news.addEventListener("sync", follow);
  };
  document.addEventListener("visibilitychange", listen);
  document.addEventListener("focusout", catchUp);
  addEventListener("load", () => setTimeout(listen, 500));
  addEventListener("pagehide", () => { news?.close(); news = null; });
  addEventListener("pageshow", event => { if (event.persisted) listen(); });
  prepare();
})();
