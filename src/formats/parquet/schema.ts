import { field, type Schema, schema } from "../../arrow/schema.ts";
import { type DataType, List, structOf } from "../../arrow/types.ts";
import { type Storage, storageOf } from "./logical.ts";
import type { SchemaElement } from "./metadata.ts";
import { corrupt } from "./thrift.ts";

/** One column of values on disk. */
export interface Leaf {
  /** Its place among the column chunks of a row group. */
  readonly index: number;
  readonly path: string;
  readonly physical: number;
  readonly storage: Storage;
  readonly maxDef: number;
  readonly maxRep: number;
  /** The definition level from which the innermost list around it has an element. */
  readonly slotDef: number;
}
interface Base {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** Definition level from which it is not null. */
  readonly def: number;
  /** Repetition levels above it. */
  readonly rep: number;
  readonly slotDef: number;
}
export interface LeafNode extends Base {
  readonly kind: "leaf";
  readonly leaf: Leaf;
}
export interface StructNode extends Base {
  readonly kind: "struct";
  readonly children: readonly Node[];
}
export interface ListNode extends Base {
  readonly kind: "list";
  readonly child: Node;
  readonly elementDef: number;
}
/** A column as a tree; its leaves hold the values. */
export type Node = LeafNode | StructNode | ListNode;

export interface FileSchema {
  readonly schema: Schema;
  readonly nodes: readonly Node[];
  readonly leaves: readonly Leaf[];
}

const DEPTH = 32;
const MAX_LEVEL = 60;
const REPEATED = 2;
const MAP = new Set([1, 2]);

interface Place {
  readonly def: number;
  readonly rep: number;
  readonly slotDef: number;
  readonly path: string;
}

interface Group {
  readonly element: SchemaElement;
  readonly children: readonly Group[];
}

function treeOf(elements: readonly SchemaElement[]): Group {
  let at = 0;
  const next = (depth: number): Group => {
    const element = elements[at++];
    if (element === undefined) throw corrupt("its schema names more columns than it has");
    if (depth > DEPTH) throw corrupt("its schema is nested too deeply");
    if (element.physical !== null) return { element, children: [] };
    if (element.children < 0 || element.children > elements.length - at)
      throw corrupt(`group "${element.name}" of its schema promises ${element.children} members`);
    const children: Group[] = [];
    for (let i = 0; i < element.children; i++) children.push(next(depth + 1));
    return { element, children };
  };
  const root = next(0);
  if (at !== elements.length) throw corrupt("its schema has columns that belong to no group");
  return root;
}

class Builder {
  readonly leaves: Leaf[] = [];

  /** A member with its own repetition: a repeated one that no annotation explains is a list. */
  member(g: Group, place: Place): Node {
    const { element } = g;
    if (element.repetition !== REPEATED) return this.value(g, place, element.repetition === 1);
    return this.list(element.name, place, false, (inside) => this.value(g, inside, false));
  }

  list(name: string, place: Place, nullable: boolean, element: (inside: Place) => Node): Node {
    const def = place.def + (nullable ? 1 : 0);
    const elementDef = def + 1;
    if (elementDef > MAX_LEVEL) throw corrupt("its schema is nested too deeply");
    const child = element({ def: elementDef, rep: place.rep + 1, slotDef: elementDef, path: place.path });
    return {
      kind: "list",
      name,
      type: List(child.type) as DataType,
      nullable,
      def,
      rep: place.rep,
      slotDef: place.slotDef,
      child,
      elementDef,
    };
  }

  value(g: Group, place: Place, nullable: boolean): Node {
    const { element } = g;
    const path = place.path === "" ? element.name : `${place.path}.${element.name}`;
    const here = { ...place, path };
    if (element.physical !== null) return this.leaf(element, here, nullable);
    const list = element.converted === 3 || element.logical?.id === 3;
    const map = MAP.has(element.converted ?? -1) || element.logical?.id === 2;
    const only = g.children.length === 1 ? (g.children[0] as Group) : null;
    if ((list || map) && only !== null && only.element.repetition === REPEATED) {
      if (map && only.children.length === 2)
        return this.list(element.name, here, nullable, (inside) => this.entry(only, inside));
      return this.list(element.name, here, nullable, (inside) => this.listElement(element.name, only, inside));
    }
    const def = place.def + (nullable ? 1 : 0);
    if (def > MAX_LEVEL) throw corrupt("its schema is nested too deeply");
    if (g.children.length === 0) throw corrupt(`group "${path}" of its schema has no members`);
    const children = g.children.map((c) => this.member(c, { ...here, def }));
    const type = structOf(children.map((c) => ({ name: c.name, type: c.type })));
    return {
      kind: "struct",
      name: element.name,
      type,
      nullable,
      def,
      rep: place.rep,
      slotDef: place.slotDef,
      children,
    };
  }

  /** A map's entry: a struct of key and value, whatever the file calls them. */
  entry(g: Group, place: Place): Node {
    const names = ["key", "value"];
    const children = g.children.map((c, i) => ({ ...this.member(c, place), name: names[i] as string }));
    const type = structOf(children.map((c) => ({ name: c.name, type: c.type })));
    return {
      kind: "struct",
      name: "entry",
      type,
      nullable: false,
      def: place.def,
      rep: place.rep,
      slotDef: place.slotDef,
      children,
    };
  }

  /** The rules of the format for lists of several generations of writers. */
  listElement(name: string, repeated: Group, place: Place): Node {
    const { element, children } = repeated;
    const only = children[0];
    const itself =
      element.physical !== null ||
      children.length !== 1 ||
      only === undefined ||
      element.name === "array" ||
      element.name === `${name}_tuple` ||
      (only.element.repetition === REPEATED && element.converted === null && element.logical === null);
    return itself ? this.value(repeated, place, false) : this.member(only, place);
  }

  leaf(element: SchemaElement, place: Place, nullable: boolean): Node {
    const def = place.def + (nullable ? 1 : 0);
    if (def > MAX_LEVEL) throw corrupt("its schema is nested too deeply");
    const storage = storageOf(element);
    const leaf: Leaf = {
      index: this.leaves.length,
      path: place.path,
      physical: element.physical ?? 0,
      storage,
      maxDef: def,
      maxRep: place.rep,
      slotDef: place.slotDef,
    };
    this.leaves.push(leaf);
    return {
      kind: "leaf",
      name: element.name,
      type: storage.type,
      nullable,
      def,
      rep: place.rep,
      slotDef: place.slotDef,
      leaf,
    };
  }
}

/** Our schema of a file and, for each column, the tree of what it is made of. */
export function fileSchema(elements: readonly SchemaElement[]): FileSchema {
  const root = treeOf(elements);
  const builder = new Builder();
  const nodes = root.children.map((g) => builder.member(g, { def: 0, rep: 0, slotDef: 0, path: "" }));
  return { schema: schema(nodes.map((n) => field(n.name, n.type, n.nullable))), nodes, leaves: builder.leaves };
}

/** The leaves below a node, in order. */
export function leavesOf(node: Node): Leaf[] {
  switch (node.kind) {
    case "leaf":
      return [node.leaf];
    case "list":
      return leavesOf(node.child);
    case "struct":
      return node.children.flatMap(leavesOf);
  }
}
