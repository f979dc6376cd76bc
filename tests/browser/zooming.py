"""What large text, a narrow window and thick fingers find on a page: Z1, Z2 and Z3.

Each check takes an open page and returns its faults, one line each, [] when there are none.
"""

# A sheet made by a script is not inline: the policy of the pages lets it through.
LARGE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  sheet.replaceSync(`html { font-size: ${2 * size}px !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
SPACED_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
PLAIN = "() => { document.adoptedStyleSheets = []; }"
# Texts that are cut, and texts that stand on one another.
UNREADABLE = """() => {
  const faults = [], said = it => it.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
  // For the ear only: kept in a point, or put off the screen until the focus comes.
  const unseen = it => {
    for (let up = it; up && up !== document.body; up = up.parentElement) {
      const apart = getComputedStyle(up).position === "absolute";
      if (apart && (up.clientWidth <= 2 || up.getBoundingClientRect().right < 0)) return true;
    }
    return false;
  };
  // A box that scrolls shows only a part of what it holds.
  const shown = (it, box) => {
    let {left, right, top, bottom, height} = box;
    for (let up = it; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX === "visible") continue;
      const frame = up.getBoundingClientRect();
      left = Math.max(left, frame.left);
      right = Math.min(right, frame.right);
    }
    return {left, right, top, bottom, height};
  };
  const hidden = it => unseen(it) || it.closest(".vh, .skip, .skip-to-content-link, svg, select,"
    + " .leaflet-container, [hidden]");
  const texts = [];
  for (const it of document.body.querySelectorAll("*")) {
    if (hidden(it) || !it.checkVisibility({visibilityProperty: true})) continue;
    const s = getComputedStyle(it);
    const cuts = v => v === "hidden" || v === "clip";
    if (it.textContent.trim() && ((cuts(s.overflowY) && it.scrollHeight > it.clientHeight + 2)
        || (cuts(s.overflowX) && it.scrollWidth > it.clientWidth + 2)))
      faults.push(`cut: ${it.className || it.tagName} "${said(it)}"`
        + ` ${it.scrollWidth - it.clientWidth} × ${it.scrollHeight - it.clientHeight}`);
    for (const node of it.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 2 && box.height > 2) texts.push([it, shown(it, box)]);
    }
  }
  texts.sort((a, b) => a[1].top - b[1].top);
  for (let i = 0; i < texts.length; i++)
    for (let j = i + 1; j < texts.length && texts[j][1].top < texts[i][1].bottom; j++) {
      const [a, p] = texts[i], [b, q] = texts[j];
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      // The boxes of two lines touch by their leading: half a line over the other is unreadable.
      if (a !== b && wide > 3 && high > 0.5 * Math.min(p.height, q.height))
        faults.push(`overlap: "${said(a)}" and "${said(b)}"`);
    }
  return [...new Set(faults)];
}"""
# Links within a sentence may be as low as their line (WCAG 2.5.8, « Inline »).
SMALL_TARGETS = """([least, which]) => [...document.querySelectorAll(which)]
  .filter(it => it.checkVisibility({visibilityProperty: true}) && !it.closest(".vh, .skip")
    && it.tabIndex >= 0)
  .filter(it => {
    const boxes = [it, ...(it.labels || [])].map(each => each.getBoundingClientRect());
    if (boxes[0].width <= 2) return false;
    return Math.max(...boxes.map(box => box.height)) < least - 0.5
      || Math.max(...boxes.map(box => box.width)) < least - 0.5;
  })
  .map(it => `${(it.textContent || it.name).trim().slice(0, 30)} (${it.className}): `
    + `${Math.round(it.getBoundingClientRect().width)} × `
    + `${Math.round(it.getBoundingClientRect().height)} px`)"""
OURS = ".btn, .chip, .pages a, .menu a, main button, main input[type=submit], summary"
STAFF = "button, input[type=submit], input[type=checkbox], input[type=radio], select, summary"


def z1_narrow(page, width: int = 320, height: int = 256) -> list[str]:
    """At 320 × 256 points nothing scrolls sideways, but for tables and maps in their own box."""
    page.set_viewport_size({"width": width, "height": height})
    found = page.evaluate("document.documentElement.scrollWidth")
    return [f"{found} px wide in a window of {width}"] if found > width else []


def z2_large_text(page) -> list[str]:
    """At twice the size, then widely spaced, no text is cut and none covers another."""
    faults = []
    for what, change in (("twice as large", LARGE_TEXT), ("spaced", SPACED_TEXT)):
        page.evaluate(change)
        faults += [f"{what}, {fault}" for fault in page.evaluate(UNREADABLE)]
    page.evaluate(PLAIN)
    return faults


def z3_targets(page, *, least: int = 44, which: str = OURS) -> list[str]:
    """Buttons are large enough for a thumb: 44 points for the public, 24 in the workshop."""
    return page.evaluate(SMALL_TARGETS, [least, which])
