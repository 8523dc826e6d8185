/// One field of all records.
///
/// Lua reads texts and amounts in C, straight from their buffers.
public enum LuaColumn {
  /// Texts, each of them in Lua once: that of record r is `values[map[codes[r]]]`.
  ///
  /// Where one of the two tables is missing, its number is taken as it is. `UInt32.max` in either is
  /// nil, and a number without an entry is an error where it is read.
  case texts(codes: LuaBuffer<UInt32>?, map: LuaBuffer<UInt32>?, values: [LuaString])
  /// Exact decimals that count 10^-places, at most 12 of them; `Int64.min` is nil.
  ///
  /// A whole one is an integer of Lua's, unless the column is of floats; any other is the float of
  /// its count of 10^-12, divided by 10^12.
  case amounts(LuaBuffer<Int64>, places: Int, isFloat: Bool)
  /// What only the host can make, such as objects: it is asked for a record's value at each reading.
  ///
  /// The rows keep the closure, so that it must not keep the rows.
  case host((_ record: Int) throws -> LuaValue)
}

@available(*, unavailable)
extension LuaColumn: Sendable {}

extension LuaColumn {
  /// What the bridge gives a script for a record, or nil for a code without a text.
  func value(of record: Int) throws -> LuaValue? {
    switch self {
    case .texts(let codes, let map, let values):
      var code = codes.map { $0[record] } ?? UInt32(record)
      if let map, code != .max {
        guard Int(code) < map.count else { return nil }
        code = map[Int(code)]
      }
      if code == .max { return .nil }
      return Int(code) < values.count ? .string(values[Int(code)]) : nil
    case .amounts(let amounts, let places, let isFloat):
      let amount = amounts[record]
      if amount == .min { return .nil }
      let (whole, rest) = amount.quotientAndRemainder(dividingBy: powerOfTen(places))
      if rest == 0, !isFloat { return .integer(whole) }
      return .number(Double(Int128(amount) * Int128(powerOfTen(12 - places))) / 1e12)
    case .host(let read): return try read(record)
    }
  }

  /// Whether there is something to read for each of so many records.
  func covers(_ records: Int) -> Bool {
    switch self {
    case .texts(let codes, let map, let values):
      (codes?.count ?? map?.count ?? values.count) >= records
    case .amounts(let amounts, let places, _): amounts.count >= records && (0...12) ~= places
    case .host: true
    }
  }
}

/// 10^n, for n from 0 to 12.
func powerOfTen(_ exponent: Int) -> Int64 {
  (0..<exponent).reduce(1) { power, _ in power * 10 }
}
