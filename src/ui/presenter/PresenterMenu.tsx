import { present } from "../../state/navigation/presenter";
import { usePresenterText } from "./presenter-text";

/** In the menu: the way into the presenter's view. */
export function PresenterMenu({ close }: { readonly close: () => void }) {
  const text = usePresenterText();
  return (
    <section aria-label={text.heading}>
      <button
        type="button"
        data-testid="present"
        onClick={() => {
          close();
          present();
        }}
      >
        {text.open}
      </button>
      <p className="quiet">{text.help}</p>
    </section>
  );
}
