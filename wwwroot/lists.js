// Long lists, over pages that are whole without it: their pages follow one another as they come into view, rows far away
// make room for a spacer of their height, and ticked rows stay ticked. The address says the page that one looks at.
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const ticked = new Map(); // By the list's name: the values of the rows that are ticked.
  const TICK = "input[type=checkbox][name=item]";
  let list = null;

  // Ticks
  const ticksOf = form => { if (!ticked.has(form.dataset.of)) ticked.set(form.dataset.of, new Set()); return ticked.get(form.dataset.of); };
  // Those of the page that one looks at: others are in the document before and after it.
  const here = () => $$(TICK, list ? list.bodies[list.at - 1] : $("main"));
  const count = () => {
    const form = $("#ticked");
    if (!form) return;
    const number = ticksOf(form).size, boxes = here(), all = $("[data-all]");
    for (const button of $$("[data-count]", form)) {
      button.textContent = button.dataset.count.replace("# ", number ? `${number.toLocaleString("en")} ` : "");
      button.disabled = number === 0;
    }
    $("[data-none]", form).hidden = number === 0;
    form.classList.toggle("on", number > 0);
    if (!all) return;
    all.checked = boxes.length > 0 && boxes.every(box => box.checked);
    all.indeterminate = !all.checked && boxes.some(box => box.checked);
  };
  const keep = box => { const ticks = ticksOf($("#ticked")); if (box.checked) ticks.add(box.value); else ticks.delete(box.value); };
  const restore = boxes => { const form = $("#ticked"); if (form) for (const box of boxes) box.checked = ticksOf(form).has(box.value); };
  document.addEventListener("change", event => {
    if (!$("#ticked")) return;
    if (event.target.matches(TICK)) { keep(event.target); restore($$(`main ${TICK}`)); } // A row may be there twice.
    else if (event.target.matches("[data-all]")) {
      const on = event.target.checked;
      list?.tell();
      for (const box of here()) { box.checked = on; keep(box); }
    } else return;
    count();
  });
  document.addEventListener("click", event => {
    if (!event.target.closest("[data-none]")) return;
    ticksOf($("#ticked")).clear();
    restore($$(`main ${TICK}`));
    count();
  });
  // What is sent is what is ticked, on the page or not.
  document.addEventListener("formdata", event => {
    if (event.target.id !== "ticked") return;
    event.formData.delete("item");
    for (const value of ticksOf(event.target)) event.formData.append("item", value);
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "x" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    const box = event.target.matches(TICK) ? event.target : event.target.matches("input, select, textarea") ? null : $(TICK, event.target.closest("main tbody tr") ?? document.createElement("i"));
    if (!box) return;
    event.preventDefault();
    box.click();
  });

  // The way to what is recorded of a row's item
  document.addEventListener("keydown", event => {
    if (event.key !== "e" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || (event.target.matches("input, select, textarea") && !event.target.matches(TICK))) return;
    $("a[data-edit]", event.target.closest("main tbody tr") ?? document.createElement("i"))?.click();
  });

  // Pages
  const NEAR = 1500; // Pixels above and below the window in which rows are there.
  const number = (element, name) => Number(element.dataset[name]);
  class LongList {
    constructor(table, pager, before) {
      Object.assign(this, { table, pager, total: number(pager, "total"), size: number(pager, "size"), path: location.pathname, rows: new Map(), near: new Set(), asked: new Set() });
      this.key = LongList.keyOf(location);
      this.pages = Math.ceil(this.total / this.size);
      this.columns = $$("thead th", table).length;
      this.heights = before?.heights ?? new Map();
      const first = number(pager, "page"), body = table.tBodies[0];
      this.version = document.documentElement.dataset.version;
      this.fix();
      this.heights.set(first, body.getBoundingClientRect().height);
      this.average = this.heights.get(first) / body.rows.length;
      this.bodies = Array.from({ length: this.pages }, (_, i) => i + 1 === first ? body : document.createElement("tbody"));
      this.watcher = new IntersectionObserver(seen => seen.forEach(entry => this.moved(entry)), { rootMargin: `${NEAR}px 0px` });
      this.bodies.forEach((part, i) => {
        part.dataset.page = i + 1;
        if (part !== body) this.empty(i + 1);
      });
      table.append(...this.bodies);
      table.setAttribute("aria-rowcount", this.total + 1);
      $("thead tr", table).setAttribute("aria-rowindex", 1);
      this.rows.set(first, [...body.rows]);
      this.index(first);
      this.near.add(first);
      pager.classList.add("afloat");
      this.where = document.createElement("p");
      this.where.className = "where";
      this.where.setAttribute("aria-hidden", "true"); // The pager says it, too.
      table.after(this.where);
      if (before) scrollTo(scrollX, this.top(Math.min(before.at, this.pages)) + before.offset);
      else if (first > 1) scrollTo(scrollX, this.top(first));
      this.at = first;
      this.bodies.forEach(part => this.watcher.observe(part));
      this.tell();
    }

    static keyOf(url) { const query = new URLSearchParams(url.search); query.delete("page"); return `${url.pathname}?${query}`; }

    // Where the window's top has to be for a page to begin below the bar.
    top(page) { return scrollY + this.bodies[page - 1].getBoundingClientRect().top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop || 0); }

    // Columns keep their widths while rows come and go; else every new row would move all the others.
    fix() {
      const heads = $$("thead th", this.table);
      this.table.classList.remove("fixed");
      heads.forEach(head => { head.style.width = ""; });
      const widths = heads.map(head => head.getBoundingClientRect().width);
      if (!widths.some(Boolean)) return;
      heads.forEach((head, i) => { if (widths[i]) head.style.width = `${widths[i]}px`; });
      this.table.classList.add("fixed");
    }

    height(page) { return this.heights.get(page) ?? this.average * Math.min(this.size, this.total - (page - 1) * this.size); }

    // A page that is away is one empty row of its height.
    empty(page) {
      const row = document.createElement("tr"), cell = row.insertCell();
      row.className = "away";
      row.setAttribute("aria-hidden", "true");
      cell.colSpan = this.columns;
      cell.style.height = `${this.height(page)}px`;
      this.bodies[page - 1].replaceChildren(row);
    }

    index(page) { this.rows.get(page).forEach((row, i) => row.setAttribute("aria-rowindex", (page - 1) * this.size + i + 2)); }

    moved({ target, isIntersecting, boundingClientRect }) {
      const page = number(target, "page");
      if (isIntersecting) { this.near.add(page); this.show(page); return; }
      this.near.delete(page);
      // Nobody loses the place where they are at work.
      if (!this.rows.has(page) || target.firstElementChild.matches(".away") || target.contains(document.activeElement) || $(".opened", target)) return;
      this.heights.set(page, boundingClientRect.height);
      this.empty(page);
    }

    show(page) {
      const body = this.bodies[page - 1];
      if (!body.firstElementChild?.matches(".away")) return;
      if (this.rows.has(page)) this.put(page);
      else if (!this.asked.has(page)) { this.asked.add(page); setTimeout(() => this.fetch(page), 60); }
    }

    // All rows of a page at once: in slices, each would lay the earlier ones out again (measured: 20 rows at a time cost four times as much).
    put(page) {
      const rows = this.rows.get(page), body = this.bodies[page - 1], was = body.getBoundingClientRect();
      restore(rows.flatMap(row => $$(TICK, row)));
      body.replaceChildren(...rows);
      // Browsers that do not hold what one looks at in its place by themselves are helped.
      if (was.bottom < 0 && !CSS.supports("overflow-anchor", "auto")) scrollBy(0, body.getBoundingClientRect().height - was.height);
      count();
    }

    async fetch(page) {
      // Passed by already: somebody drags the scroll bar.
      if (!this.near.has(page) || list !== this) return this.asked.delete(page);
      const url = new URL(location.href);
      url.searchParams.set("page", page);
      try {
        const answer = await fetch(url);
        if (!answer.ok || list !== this) throw answer;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html"), pager = $("nav.pages[data-total]", fresh), table = pager && tableOf(pager);
        if (list !== this) return;
        const same = table && number(pager, "total") === this.total;
        if (!same || fresh.documentElement.dataset.version !== this.version) this.renew(!same);
        // Another length: rows would be missing or there twice. They wait for the swap.
        if (!same) throw answer;
        this.rows.set(page, [...table.tBodies[0].rows].map(row => document.adoptNode(row)));
        for (const link of this.rows.get(page).flatMap(row => $$("a[data-opens]", row))) link.setAttribute("aria-expanded", "false");
        this.index(page);
        this.put(page);
      } catch { /* offline, or of another length: it is asked for again when it comes into view again */ }
      this.asked.delete(page);
    }

    // There is news: the page is swapped as for any, now or when nobody is in the middle of something any more. A tick that
    // merely has the focus does not hold up rows that cannot be shown before.
    renew(waits) {
      const focus = document.activeElement;
      if (waits && focus?.matches(TICK)) { this.tick = focus.value; focus.blur(); }
      if (waits || !this.late) document.dispatchEvent(new Event("stale"));
      this.late = true;
    }

    url(page) {
      const url = new URL(location.href);
      if (page > 1) url.searchParams.set("page", page); else url.searchParams.delete("page");
      return url.pathname + url.search.replaceAll("%2C", ",").replaceAll("+", "%20");
    }

    // The page that one looks at, into the address and the pager.
    tell() {
      if (list !== this && list) return;
      const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop || 0) + 1;
      let page = this.bodies.findIndex(body => body.getBoundingClientRect().bottom > line) + 1;
      if (page === 0) page = this.pages;
      this.offset = scrollY - this.top(page);
      if (page === this.at && this.told) return;
      this.told = true;
      if (page !== this.at) history.replaceState(history.state, "", this.url(page));
      this.at = page;
      count();
      const from = (page - 1) * this.size + 1, say = text => text.toLocaleString("en");
      this.where.textContent = $("[data-range]", this.pager).textContent = `${say(from)} to ${say(Math.min(page * this.size, this.total))} of ${say(this.total)}`;
      const numbers = $("[data-numbers]", this.pager), shown = [];
      for (let i = 1; i <= this.pages; i++) if (i === 1 || i === this.pages || Math.abs(i - page) <= 3) shown.push(i);
      for (const [rel, text, there] of [["prev", "Previous", page > 1], ["next", "Next", page < this.pages]]) {
        let link = $(`a[rel=${rel}]`, this.pager);
        if (!link) {
          link = document.createElement("a");
          Object.assign(link, { className: "btn", rel, textContent: text });
          if (rel === "prev") this.pager.prepend(link); else $("[data-range]", this.pager).after(link);
        }
        link.hidden = !there;
        if (there) link.href = this.url(rel === "prev" ? page - 1 : page + 1);
      }
      if (!numbers.contains(document.activeElement)) numbers.replaceChildren(...shown.map(i => this.chip(i, i === page)));
    }

    chip(page, here) {
      const link = document.createElement("a");
      link.className = here ? "chip on" : "chip";
      link.href = this.url(page);
      link.textContent = page;
      link.setAttribute("aria-label", `Page ${page}`);
      if (here) link.setAttribute("aria-current", "page");
      return link;
    }

    go(page) {
      scrollTo(scrollX, this.top(page));
      // The rows may still be on their way; the place is kept as they come.
      this.show(page);
      this.tell();
    }

    stop() { this.watcher.disconnect(); }
  }

  const tableOf = pager => $("table.t", pager.closest("section"));
  const begin = () => {
    const pager = $("main nav.pages[data-long]"), table = pager && tableOf(pager);
    const before = list && table && list.table !== table && list.key === LongList.keyOf(location) ? list : null;
    if (list && list.table === table) return;
    list?.stop();
    list = null;
    if (table) { const made = new LongList(table, pager, before); list = made; }
    const boxes = $$(`main ${TICK}`);
    restore(boxes);
    count();
    if (before?.tick && document.activeElement === document.body) boxes.find(box => box.value === before.tick)?.focus({ preventScroll: true });
  };

  let waiting = 0, width = innerWidth;
  addEventListener("scroll", () => { waiting ||= setTimeout(() => { waiting = 0; list?.tell(); }, 120); }, { passive: true });
  addEventListener("resize", () => { if (!list || innerWidth === width) return; width = innerWidth; list.fix(); list.heights.clear(); });
  document.addEventListener("click", event => {
    const link = event.target.closest?.("nav.pages.afloat a");
    if (!link || !list || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const page = link.rel === "next" ? list.at + 1 : link.rel === "prev" ? list.at - 1 : Number(new URL(link.href).searchParams.get("page") ?? 1);
    list.go(Math.min(Math.max(page, 1), list.pages));
  });
  // The page's main part is swapped for a fresh one when there is news.
  new MutationObserver(begin).observe($("#main").parentElement, { childList: true });
  begin();
})();
