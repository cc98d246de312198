import { button } from "./buttons";

/** The line at the foot of the page that says what runs. */
export interface Bar {
  say(words: string, link?: { readonly words: string; readonly href: string }): void;
  /** Whether there is something to stop. */
  busy(is: boolean): void;
  hide(): void;
}

export function createBar({ stop, reset }: { stop: () => void; reset: () => void }): Bar {
  const bar = document.createElement("aside");
  bar.className = "run-status";
  bar.ariaLabel = "Running cells";
  bar.hidden = true;
  const text = document.createElement("p");
  text.role = "status";
  const [stopButton, resetButton] = [button("Stop", stop), button("Reset", reset)];
  bar.append(text, stopButton, resetButton);
  document.body.append(bar);
  return {
    say(words, link) {
      bar.hidden = false;
      text.replaceChildren(words);
      if (!link) return;
      const anchor = Object.assign(document.createElement("a"), { href: link.href, textContent: link.words });
      text.append(" ", anchor);
    },
    busy(is) {
      stopButton.disabled = !is;
    },
    hide() {
      bar.hidden = true;
    },
  };
}
