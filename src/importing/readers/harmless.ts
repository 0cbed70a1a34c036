/**
 * What stands beside the weights in trainers' files and does no harm: counters and dictionaries, which are read, and dates, paths and
 * settings, of which only the class is noted. None of it runs: an object here is a note that the file has one.
 */
import { unreadOf } from "./pickle/machine";
import { type GlobalMeaning, PickleDict, PickleFault, PickleGlobal, type PickleValue } from "./pickle/values";

/** Classes of Python's own library whose objects come as calls, or with state of their own. */
const UNREAD = [
  "argparse.Namespace",
  ...["SimpleNamespace", "MappingProxyType"].map((name) => `types.${name}`),
  ...["datetime", "date", "time", "timedelta", "timezone"].map((name) => `datetime.${name}`),
  ...["pathlib", "pathlib._local"].flatMap((module) =>
    ["Path", "PosixPath", "WindowsPath", "PurePath", "PurePosixPath", "PureWindowsPath"].map(
      (name) => `${module}.${name}`,
    ),
  ),
  "decimal.Decimal",
  "fractions.Fraction",
  "uuid.UUID",
  "torch.torch_version.TorchVersion",
  ...["__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"].map(
    (name) => `numpy.random._pickle.${name}`,
  ),
];

/** Types that stand for themselves: the default of a `defaultdict`, the base of an object. */
const TYPES = ["dict", "list", "tuple", "int", "float", "str", "bool", "object", "bytes"];

/** A copy, so that two names of one dictionary stay two. */
function counter([counts]: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  if (counts instanceof PickleDict) for (const [key, count] of counts.entries) dict.entries.set(key, count);
  return dict;
}

/** `copyreg._reconstructor(class, base, state)`: an object as older protocols write it. */
function reconstructed([type, ...given]: readonly PickleValue[]): PickleValue {
  if (type instanceof PickleGlobal) return unreadOf(type.name, given);
  throw new PickleFault("an object is made of something that is no class");
}

/** `getattr(class, name)`: how Python 3.11 writes a member of an enumeration. Of anything but an unknown class it stays refused. */
function member([type, name]: readonly PickleValue[]): PickleValue {
  if (type instanceof PickleGlobal && type.meaning.isUnknown && typeof name === "string") {
    return unreadOf(type.name, []);
  }
  throw new PickleFault("it asks for an attribute of something that is no enumeration");
}

export const HARMLESS_GLOBALS: readonly (readonly [string, GlobalMeaning])[] = [
  ...UNREAD.map((name) => [name, { call: (args: readonly PickleValue[]) => unreadOf(name, args) }] as const),
  ...["builtins", "__builtin__"].flatMap((module) => TYPES.map((name) => [`${module}.${name}`, {}] as const)),
  ["builtins.getattr", { call: member }],
  ["__builtin__.getattr", { call: member }],
  ["collections.Counter", { call: counter }],
  ["collections.defaultdict", { call: () => new PickleDict() }],
  ["copyreg._reconstructor", { call: reconstructed }],
  ["copy_reg._reconstructor", { call: reconstructed }],
];

/** Modules whose names no settings come from: networks, and what runs programs. */
const NEVER =
  /^(?:torch|__torch__|builtins|__builtin__|os|posix|nt|sys|subprocess|importlib|runpy|ctypes|pickle|codecs|_codecs)(?:\.|$)/;

/** Whether a name may be the class of an object that is not read: of settings, say, in a code base's own module. */
export function mayBeUnread(name: string): boolean {
  return !NEVER.test(name);
}
