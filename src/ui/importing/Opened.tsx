import { LensError } from "../../model/errors";
import { formatFixed } from "../../render/format";
import type { ImportRecord } from "../../state/files/import-record";
import { folderFile, forget, type ImportReport } from "../../state/files/importing";
import { addNotice } from "../../state/store/notices";
import { Scrolling } from "../Scrolling";
import { saveFile } from "../save-file";
import { Settings } from "./Settings";
import { useImportingText } from "./text";

interface OpenedProps {
  readonly model: string;
  /** Absent for a model of an earlier version, or one that was trained here. */
  readonly record: ImportRecord | undefined;
}

/** What was recognised in a file, assumed and left; and what can be done with the model. */
export function Opened({ model, record }: OpenedProps) {
  const { own } = useImportingText();
  const save = async () => {
    const file = await folderFile(model);
    if (file) saveFile(file, `${model}.zip`);
    else addNotice(new LensError("file-unreachable", { file: model }));
  };
  return (
    <>
      {record && (record.report ? <Report report={record.report} /> : <p>{own.known}</p>)}
      {record?.report && <Settings key={JSON.stringify(record.settings)} model={model} record={record} />}
      <div className="button-row">
        <button type="button" onClick={() => void save()}>
          {own.save}
        </button>
        <button type="button" onClick={() => void forget(model)}>
          {own.forget}
        </button>
      </div>
      <p className="quiet">{own.saveHelp}</p>
    </>
  );
}

function Report({ report }: { readonly report: ImportReport }) {
  const { own, report: say } = useImportingText();
  const { source, format, wrappers, sites, assumed, used, unused, unread } = report;
  const unknown = unused.filter(({ reason }) => reason === "unknown");
  return (
    <>
      <p data-testid="import-family">{own.recognised(source, own.formats[format] ?? format)}</p>
      {wrappers.length > 0 && <p className="quiet">{own.foundIn(wrappers.join(" › "))}</p>}
      <ul className="importing-list" data-testid="import-sites">
        {sites.map(({ name, width, keyWidth, gamma, rowsSumToOne }) => (
          <li key={name} className="figures">
            {own.site(name, width, keyWidth, formatFixed(gamma))}
            {Math.abs(gamma) < 0.01 && <span className="quiet"> {own.gammaSmall}</span>}
            {!rowsSumToOne && <span className="quiet"> {own.rowsDoNot}</span>}
          </li>
        ))}
      </ul>
      {assumed.length > 0 && (
        <details data-testid="import-assumed">
          <summary>{own.assumed(assumed.length)}</summary>
          <ul className="importing-list">
            {assumed.map(({ code, details }) => (
              <li key={`${code} ${JSON.stringify(details)}`}>{say.assumptions[code]?.(details) ?? code}</li>
            ))}
          </ul>
        </details>
      )}
      {unknown.length > 0 && (
        <p className="importing-warning">{own.unknown(unknown.map(({ name }) => name).join(", "))}</p>
      )}
      <details data-testid="import-tensors">
        <summary>{own.tensors(used.length, unused.length)}</summary>
        <Scrolling className="importing-tensors" label={own.tensors(used.length, unused.length)}>
          <table className="figures">
            <tbody>
              {used.map(({ name, shape, as }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{shape.join(" × ")}</td>
                  <td>{as}</td>
                </tr>
              ))}
              {unused.map(({ name, shape, reason }) => (
                <tr key={name} className="quiet">
                  <th scope="row">{name}</th>
                  <td>{shape.join(" × ")}</td>
                  <td>{say.unused[reason]}</td>
                </tr>
              ))}
              {unread.map(({ name, type }) => (
                <tr key={name} className="quiet">
                  <th scope="row">{name}</th>
                  <td>{type}</td>
                  <td>{say.unread}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </>
  );
}
