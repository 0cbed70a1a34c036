/** Stands in for a module of Node's that a browser never asks for. */
export {};
