/** The greatest value of each integer type. */
export interface Most {
  Int8: "127";
  Int16: "32767";
  Int32: "2147483647";
  Int64: "9223372036854775807";
  UInt8: "255";
  UInt16: "65535";
  UInt32: "4294967295";
  UInt64: "18446744073709551615";
}
/** The least value of each signed one, without its sign. */
export interface Least {
  Int8: "128";
  Int16: "32768";
  Int32: "2147483648";
  Int64: "9223372036854775808";
}

interface Below {
  "0": never;
  "1": "0";
  "2": "0" | "1";
  "3": Below["2"] | "2";
  "4": Below["3"] | "3";
  "5": Below["4"] | "4";
  "6": Below["5"] | "5";
  "7": Below["6"] | "6";
  "8": Below["7"] | "7";
  "9": Below["8"] | "8";
}
/** Whether a whole number is at most another, both as digits: the first digit that differs decides, where both are as long. */
export type AtMost<
  A extends string,
  B extends string,
  So extends boolean | "equal" = "equal",
> = A extends `${infer X}${infer P}`
  ? B extends `${infer Y}${infer Q}`
    ? AtMost<
        P,
        Q,
        So extends "equal"
          ? X extends Y
            ? "equal"
            : Y extends keyof Below
              ? X extends Below[Y]
                ? true
                : false
              : false
          : So
      >
    : false
  : B extends ""
    ? So extends false
      ? false
      : true
    : true;
