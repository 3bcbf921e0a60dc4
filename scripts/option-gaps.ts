/** Options of Polars' methods that this library has not, and why: owner, method and options. */
export const OPTION_GAPS: readonly (readonly [why: string, names: string])[] = [
  [
    "to come",
    "DataFrame.gather(nullOnOob); DataFrame.getColumn(default); DataFrame.item(row, column); DataFrame.row(byPredicate); DataFrame.rowsByKey(includeKey, named, unique); DataFrame.explode(emptyAsNull, keepNulls); Expr.explode(emptyAsNull, keepNulls); Expr.round(mode); Expr.rank(seed); Expr.isIn(nullsEqual); Expr.cast(wrapNumerical); Expr.approxQuantile(method, error); dt.replace(ambiguous); str.strptime(exact); str.toDate(exact); str.toDatetime(exact, ambiguous); str.contains(strict); str.find(strict); str.split(literal, strict); DataFrame.equals(nullEqual); DataFrame.partitionBy(asDict); DataFrame.update(maintainOrder); alignFrames(select); concat(strict); scanCsv(newColumns, inferSchemaFiles, emptyStringIsNull, raiseIfEmpty); scanParquet(hiveSchema, castOptions); DataFrame.glimpse(maxColnameLength); cumFold(includeInit)",
  ],
  ["on our own engine alone", "over(mappingStrategy: explode) on DuckDB"],
  [
    "of writers, to come",
    "writeCsv(datetimeFormat, dateFormat, timeFormat, floatScientific, compression); writeParquet(metadata, partitionBy, compressionLevel); writeIpc(recordBatchSize); sinkCsv(mkdir, syncOnClose)",
  ],
  [
    "how the engine works is its own matter",
    "sort(multithreaded); join(buildSide, allowParallel, forceParallel); joinAsof(allowParallel, forceParallel); concat(rechunk, parallel); valueCounts(parallel); scanParquet(parallel, useStatistics, lowMemory, cache); scanCsv(lowMemory); collect(background, optimizations); mapBatches(predicatePushdown, projectionPushdown, slicePushdown, streamable)",
  ],
  [
    "addresses are read over http with headers; keys of clouds and of encrypted files are not",
    "scanParquet(storageOptions, credentialProvider, decryption); writeParquet(storageOptions, credentialProvider, encryption)",
  ],
  [
    "other Python libraries",
    "readCsv(usePyarrow); readParquet(usePyarrow, memoryMap, pyarrowOptions); toArrow(compatLevel)",
  ],
  ["frames never change", "hstack(inPlace); vstack(inPlace); shrinkToFit(inPlace); Series.sort(inPlace)"],
  [
    "toString and toHTML take their own",
    "DataFrame.show(asciiTables, tblFormatting, fmtFloat, thousandsSeparator, ...)",
  ],
];
