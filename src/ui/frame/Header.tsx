import { redo, undo } from "../../state/store/history";
import { useLocale } from "../locale";
import { ModelMenu } from "../menu/ModelMenu";
import { MoreMenu } from "../menu/MoreMenu";
import { CopyLink } from "../stage/CopyLink";
import { useActs, useHistory, useHistoryKeys } from "../stage/use-history";
import { useText } from "../text";
import "./Header.css";

/** The name, the model, the other pages, and what concerns the whole page. */
export function Header() {
  const { title, shell } = useText();
  const language = useLocale((locale) => locale.language);
  return (
    <header className="header">
      <h1>
        <img src="./icon.svg" alt="" width={28} height={28} />
        <span>{title}</span>
      </h1>
      <ModelMenu />
      <nav className="header-pages" aria-label={shell.pages}>
        <a aria-current="page" href={`./?lang=${language}`}>
          {shell.explore}
        </a>
        <a href={`./learn.html?lang=${language}`}>{shell.train}</a>
        <a href={`./article.html?lang=${language}`}>{shell.article}</a>
      </nav>
      <History />
      <CopyLink />
      <MoreMenu />
    </header>
  );
}

function History() {
  const { tools } = useText();
  const { canUndo, canRedo } = useHistory();
  useActs();
  useHistoryKeys();
  return (
    <div className="header-history">
      <button
        type="button"
        onClick={undo}
        disabled={!canUndo}
        title={`${tools.undo} (Ctrl+Z)`}
        aria-label={tools.undo}
        aria-keyshortcuts="Control+Z"
      >
        <Arrow />
      </button>
      <button
        type="button"
        onClick={redo}
        disabled={!canRedo}
        title={`${tools.redo} (Ctrl+Shift+Z)`}
        aria-label={tools.redo}
        aria-keyshortcuts="Control+Shift+Z"
      >
        <Arrow forward />
      </button>
    </div>
  );
}

function Arrow({ forward = false }: { readonly forward?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path
        // Not on the svg itself, where WebKit takes no transform.
        transform={forward ? "matrix(-1 0 0 1 16 0)" : undefined}
        d="M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
