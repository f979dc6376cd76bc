"""What stays of a page without its style, in the colours of the system, on paper: C1, C3, C17.

Each check takes an open page and returns its faults, one line each, [] when there are none.
"""

WORDS = "() => document.body.innerText.split(/\\s+/).filter(Boolean)"
STYLE_OFF = "() => { for (const sheet of document.styleSheets) sheet.disabled = true; }"
STYLE_ON = "() => { for (const sheet of document.styleSheets) sheet.disabled = false; }"
# Words that only the style writes, and orders that only the style makes.
DRAWN = """() => {
  const faults = [];
  for (const it of document.querySelectorAll("body *")) {
    for (const part of ["::before", "::after"]) {
      const said = getComputedStyle(it, part).content;
      if (/^".*[a-zà-ÿ]{2}/i.test(said) && !/url|attr/.test(said))
        faults.push(`${it.className}${part} says ${said}`);
    }
    const s = getComputedStyle(it);
    if (it.tabIndex > 0) faults.push(`${it.tagName} has a tabindex of its own`);
    if (s.order !== "0" && !it.closest("#changelist") && it.querySelector("a[href], button, input"))
      faults.push(`${it.className} is drawn out of its order`);
    if (/reverse/.test(s.flexDirection) && s.display.includes("flex"))
      faults.push(`${it.className} is drawn backwards`);
  }
  return faults;
}"""
BORDERS = """() => [...document.querySelectorAll(
  ".btn, .card, .tag, .chip, .banner, .state, input")]
  .filter(it => it.checkVisibility() && it.type !== "hidden" && !it.closest(".vh"))
  .filter(it => {
    const s = getComputedStyle(it), box = it.closest(".search__row");
    if (it.matches(".state")) return !it.innerText.trim();
    if (box) return getComputedStyle(box).borderTopStyle === "none";
    return ["checkbox", "radio"].includes(it.type) ? false
      : s.borderTopStyle === "none" && s.borderInlineStartStyle === "none";
  })
  .map(it => `${it.className || it.tagName} has no edge`)"""
PAPER = """() => {
  const faults = [], title = document.querySelector("h1");
  if (!title || !title.checkVisibility()) faults.push("the title is not printed");
  for (const it of document.querySelectorAll("main .state, main .tag"))
    if (it.closest(".card, .panel, .row") && it.closest(".card, .panel, .row").checkVisibility()
        && !it.closest(".screen, .narrow, .wide, .map, [hidden], .next, .promise")
        && (!it.checkVisibility() || !it.innerText.trim()))
      faults.push(`not printed: ${it.textContent.trim()}`);
  return faults;
}"""
MOVING = """most => [...document.querySelectorAll("*")].flatMap(it => {
  const s = getComputedStyle(it);
  const long = text => Math.max(...text.split(",").map(parseFloat));
  const moves = (s.animationName !== "none" && long(s.animationDuration) > most)
    || long(s.transitionDuration) > most;
  return moves ? [it.className || it.tagName] : [];
})"""


def c1_without_style(page) -> list[str]:
    """Without its style a page says the same words, in the same order."""
    faults = page.evaluate(DRAWN)
    shown = [word.casefold() for word in page.evaluate(WORDS)]
    page.evaluate(STYLE_OFF)
    plain = "".join(page.evaluate(WORDS)).casefold()
    page.evaluate(STYLE_ON)
    if lost := [word for word in shown if word not in plain][:5]:
        faults.append(f"said by the style only: {' '.join(lost)}")
    return faults


def c3_forced_colours_and_paper(page) -> list[str]:
    """In the system's colours edges stay; on paper the title, the states and the signs stay."""
    page.emulate_media(forced_colors="active")
    faults = page.evaluate(BORDERS)
    page.emulate_media(forced_colors="none", media="print")
    faults += page.evaluate(PAPER)
    page.emulate_media(media="screen")
    return faults


def c17_reduced_motion(page) -> list[str]:
    """Who asks for no motion sees none; nobody sees five seconds of it."""
    faults = [f"{name} moves over 5 s" for name in page.evaluate(MOVING, 5)]
    page.emulate_media(reduced_motion="reduce")
    faults += [f"{name} moves all the same" for name in page.evaluate(MOVING, 0)]
    page.emulate_media(reduced_motion="no-preference")
    return faults
