/** The first byte after static data: from here on memory is the host's. */
export function heapBase(): usize {
  return __heap_base;
}
