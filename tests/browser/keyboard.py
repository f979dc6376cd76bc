"""The site by keyboard alone: reach a control as people do, then press it."""


def reach(page, condition: str, *, most: int = 120) -> None:
    """Press Tab until the focused element `it` answers a condition written in JavaScript."""
    question = f"(it => Boolean(it && ({condition})))(document.activeElement)"
    for _press in range(most):
        if page.evaluate(question):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"never reached by Tab: {condition}")
