import { type ChangeEvent, useId } from "react";

export interface FileButtonProps {
  readonly label: string;
  /** As the attribute of a file field. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFile: (file: File) => Promise<void>;
}

/** A button that asks for files and hands them over one after the other. */
export function FileButton({ label, accept, multiple, onFile }: FileButtonProps) {
  const id = useId();
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    for (const file of Array.from(input.files ?? [])) await onFile(file);
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
