// The pages work without this script; it only makes some of them more comfortable.

// The studio: says what is wrong with a rule file while it is typed.
(() => {
  const check = document.querySelector("[data-check]");
  const text = document.getElementById("text");
  if (!check || !text) return;
  const result = document.getElementById("check-result");
  const status = document.getElementById("check-status");
  const pause = 600;
  let timer, isBusy = false, isWaiting = false;

  const ask = async () => {
    const token = result.querySelector("[data-token]")?.dataset.token;
    if (!token) return;
    if (isBusy) { isWaiting = true; return; }
    isBusy = true;
    try {
      const body = new URLSearchParams({ "form-token": token, file: check.dataset.file, text: text.value });
      const response = await fetch(check.dataset.check, { method: "POST", body });
      // What the button says is still to be had; the next press of it tells what is wrong.
      if (response.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch {
      status.textContent = "";
    } finally {
      isBusy = false;
      if (isWaiting) { isWaiting = false; ask(); }
    }
  };

  const show = page => {
    const found = page.querySelector(".check");
    if (!found) return;
    result.replaceChildren(document.adoptNode(found));
    const summary = result.querySelector("[data-summary]").textContent;
    if (status.textContent !== summary) status.textContent = summary;
  };

  text.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, pause); });

  // To the place in the text that a problem is about.
  result.addEventListener("click", event => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const place = lines.slice(0, link.dataset.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(link.dataset.column) - 1;
    text.focus();
    text.setSelectionRange(place, place);
    text.scrollTop = text.scrollHeight * (link.dataset.line - 4) / lines.length;
  });
})();
