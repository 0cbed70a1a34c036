import { type ChangeEvent, useId } from "react";
import "./actions.css";

export interface FileButtonProps {
  readonly label: string;
  /** As the attribute of a file field. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

/** A button that asks for files and hands them over. */
export function FileButton({ label, accept, multiple, onFiles }: FileButtonProps) {
  const id = useId();
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    await onFiles(Array.from(input.files ?? []));
    // The same file can be opened again.
    input.value = "";
  };
  return (
    <label className="file-button" htmlFor={id}>
      {label}
      <input
        id={id}
        className="visually-hidden"
        type="file"
        {...{ accept, multiple }}
        onChange={(event) => void open(event)}
      />
    </label>
  );
}
