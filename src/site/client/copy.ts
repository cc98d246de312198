/** Gives each piece of code a button that copies it. */
export function addCopyButtons(): void {
  for (const code of document.querySelectorAll<HTMLElement>("pre.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      button.textContent = await navigator.clipboard.writeText(code.textContent).then(
        () => "Copied",
        () => "Not copied",
      );
      setTimeout(() => {
        button.textContent = "Copy";
      }, 2000);
    });
    const box = document.createElement("div");
    box.className = "code-box";
    code.replaceWith(box);
    box.append(code, button);
  }
}
