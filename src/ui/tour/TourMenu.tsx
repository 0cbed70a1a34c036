import { startTour, TOURS } from "../../state/navigation/tour";
import { useTourText } from "./tour-text";
import "./tour.css";

/** In the menu: the tours of this site. */
export function TourMenu({ close }: { readonly close: () => void }) {
  const text = useTourText();
  return (
    <section aria-label={text.heading} className="tour-menu">
      <h2>{text.heading}</h2>
      {TOURS.map((id) => (
        <button
          key={id}
          type="button"
          data-testid={`tour-${id}`}
          onClick={() => {
            close();
            void startTour(id);
          }}
        >
          {text.names[id]}
        </button>
      ))}
    </section>
  );
}
