"""What only a keyboard finds on a page, whoever it is for: K1, K2, K3, K5 and K6.

Each check takes an open page and returns its faults, one line each, [] when there are none.
"""

# What Tab must stop at, in the order of the document; one stop for a group of radio buttons.
STOPS = """() => {
  const open = it => (it.checkVisibility
    ? it.checkVisibility({visibilityProperty: true}) : it.getClientRects().length > 0);
  const all = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(it => it.tabIndex >= 0 && !it.disabled && it.type !== "hidden" && open(it));
  const groups = new Map();
  for (const it of all.filter(it => it.type === "radio"))
    if (!groups.has(it.name) || it.checked) groups.set(it.name, it);
  window.__stops = all.filter(it => it.type !== "radio" || groups.get(it.name) === it);
  window.__looks = window.__stops.map(it => window.__look(it));
  return window.__stops.length;
}"""
LOOK = """() => {
  window.__look = it => {
    // A field drawn by its label shows its focus there.
    const parts = [it, it.parentElement, ...(it.labels || [])];
    return parts.map(part => {
      const s = getComputedStyle(part);
      return [s.outlineStyle !== "none" && s.outlineWidth, s.boxShadow, s.borderColor,
        s.backgroundColor, s.textDecorationLine].join();
    }).join("|");
  };
  window.__name = it => (it.id && "#" + it.id) || (it.getAttribute("href") || it.name
    || it.textContent.trim().slice(0, 30) || it.tagName);
}"""
# Where the focus is: its place among the stops, and what is wrong with how it is seen.
HERE = """() => {
  const it = document.activeElement, at = window.__stops.indexOf(it);
  if (at < 0) return {at, name: it === document.body ? "" : window.__name(it), faults: []};
  const faults = [], boxes = [...it.getClientRects()].filter(b => b.width > 1 && b.height > 1);
  const shown = boxes.length && boxes[0].width > 2 ? boxes
    : [...(it.labels || [])].flatMap(label => [...label.getClientRects()]);
  if (window.__look(it) === window.__looks[at]) faults.push("its focus is not seen");
  if (!shown.length) faults.push("it has no place on the screen");
  else {
    const seen = shown.some(box => {
      const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 12);
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
      const top = document.elementFromPoint(x, y);
      return top && (it.contains(top) || top.contains(it)
        || [...(it.labels || [])].some(label => label.contains(top)));
    });
    if (!seen) faults.push("it is covered, or off the screen");
  }
  return {at, name: window.__name(it), faults};
}"""
CHANGE_ALL = """() => {
  const place = location.href, faults = [];
  const boxes = document.querySelectorAll("select, input[type=checkbox], input[type=radio]");
  for (const it of boxes) {
    if (it.disabled || it.tabIndex < 0 || !it.checkVisibility({visibilityProperty: true})) continue;
    it.focus();
    if (it.tagName === "SELECT") it.selectedIndex = it.options.length - 1;
    else it.click();
    it.dispatchEvent(new Event("input", {bubbles: true}));
    it.dispatchEvent(new Event("change", {bubbles: true}));
    if (document.activeElement !== it) faults.push(`${window.__name(it)} loses the focus`);
    if (location.href !== place) faults.push(`${window.__name(it)} changes the address`);
  }
  return faults;
}"""
SINGLE_KEYS = "abcdefghijklmnopqrstuvwxyz0123456789/?."


def k1_skip_link(page) -> list[str]:
    """From load, Tab shows a skip link, and Enter goes to the content."""
    if page.evaluate("!!document.activeElement.closest('main, #content')"):
        return []  # the page already puts the cursor in its only field
    page.keyboard.press("Tab")
    shown = page.evaluate("""() => {
      const it = document.activeElement, box = it.getBoundingClientRect();
      return (it.getAttribute("href") || "").startsWith("#") && box.top >= 0 && box.width > 20;
    }""")
    if not shown:
        return ["the first Tab shows no skip link"]
    page.keyboard.press("Enter")
    inside = "!!document.activeElement.closest('main, #content, #content-start')"
    return [] if page.evaluate(inside) else ["the skip link does not move the focus to the content"]


def k2_k3_tab_through(page) -> list[str]:
    """Tab stops everywhere once, in order, seen and uncovered; Shift+Tab comes back; no trap."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0); window.getSelection().empty()")
    page.evaluate(LOOK)
    expected = page.evaluate(STOPS)
    page.evaluate("""() => {
      const start = document.createElement("span");
      start.tabIndex = -1;
      document.body.prepend(start);
      start.focus();
      start.remove();
    }""")
    met, faults = [], []
    # A date or a time takes several stops: one for each of its numbers.
    for _press in range(4 * expected + 3):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if met and here["at"] == met[-1]:
            continue
        if here["at"] in met or (here["at"] < 0 and not here["name"]):
            break
        if here["at"] >= 0:
            met.append(here["at"])
        faults += [f"{here['name']}: {fault}" for fault in here["faults"]]
    if met != sorted(met):
        faults.append("Tab does not follow the document")
    for at in sorted(set(range(expected)) - set(met)):
        faults.append(f"never reached: {page.evaluate(f'window.__name(window.__stops[{at}])')}")
    if len(met) > 1 and not faults:
        page.evaluate(f"window.__stops[{met[-1]}].focus()")
        before = "window.__stops.indexOf(document.activeElement)"
        for _press in range(len(met) - 2):
            page.keyboard.press("Shift+Tab")
        for _press in range(4 * expected):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(before) == met[0]:
                break
        else:
            faults.append("Shift+Tab does not come back")
    return faults


def k5_single_keys(page) -> list[str]:
    """No letter, digit or sign does anything outside a field."""
    page.evaluate("document.activeElement.blur()")
    place = page.url
    page.keyboard.type(SINGLE_KEYS)
    moved = page.url != place or not page.evaluate("document.activeElement === document.body")
    return ["a single key does something"] if moved else []


def k6_change_nothing(page) -> list[str]:
    """Choosing in a list or ticking a box sends nothing until the button."""
    page.evaluate(LOOK)
    place, sent = page.url, []
    page.on("framenavigated", lambda frame: sent.append(frame.url))
    faults = page.evaluate(CHANGE_ALL)
    page.evaluate("() => new Promise(done => setTimeout(done, 20))")
    if page.url != place or sent:
        faults.append("choosing sends the form")
    return faults
