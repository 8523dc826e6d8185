import UsageModel

/// An amount column that is filled piece by piece, in any order.
struct AmountFilling {
  private let count: Int
  private var narrow: [Int64] = []
  /// How many decimal places the narrow numbers count.
  private var decimals = 0
  /// In use once an amount did not fit.
  private var wide: [Int128] = []

  init(count: Int) {
    self.count = count
  }

  /// The column.
  var column: AmountColumn {
    if !wide.isEmpty { return AmountColumn(count: count, storage: .wide(wide)) }
    if narrow.isEmpty { return AmountColumn(count: count, storage: .unknown) }
    return AmountColumn(count: count, storage: .narrow(narrow, places: decimals))
  }

  /// Sets one amount.
  mutating func set(_ amount: FixedDecimal?, at row: Int) {
    guard let amount else { return }
    if wide.isEmpty {
      begin(decimals: amount.isWhole ? 0 : FixedDecimal.places)
      let count = amount.units / AmountColumn.units(atPlaces: decimals)
      if wide.isEmpty, let count = Int64(exactly: count), count != AmountColumn.narrowUnknown {
        narrow[row] = count
        return
      }
      widen()
    }
    wide[row] = amount.units
  }

  /// Sets the amounts of some rows of a segment, from a place on.
  mutating func set(
    _ column: PackedAmounts.Column,
    of rows: Range<Int>,
    in bytes: UnsafeRawBufferPointer,
    at place: Int
  ) {
    switch column {
    case .unknown: break
    case .narrow(let start, let width, let decimals):
      switch width {
      case 1: set(Int8.self, decimals, start, rows, bytes, place)
      case 2: set(Int16.self, decimals, start, rows, bytes, place)
      case 4: set(Int32.self, decimals, start, rows, bytes, place)
      default: set(Int64.self, decimals, start, rows, bytes, place)
      }
    case .wide(let start):
      widen()
      for row in rows {
        let units = bytes.loadUnaligned(fromByteOffset: start + row * 16, as: Int128.self)
        wide[place + row - rows.lowerBound] = Int128(littleEndian: units)
      }
    }
  }

  private mutating func set<Number: FixedWidthInteger & SignedInteger>(
    _ type: Number.Type,
    _ decimals: Int,
    _ start: Int,
    _ rows: Range<Int>,
    _ bytes: UnsafeRawBufferPointer,
    _ place: Int
  ) {
    if wide.isEmpty { begin(decimals: decimals) }
    let first = start + rows.lowerBound * MemoryLayout<Number>.size
    func number(_ index: Int) -> Number {
      Number(
        littleEndian: bytes.loadUnaligned(
          fromByteOffset: first + index * MemoryLayout<Number>.size,
          as: Number.self
        )
      )
    }
    guard wide.isEmpty else {
      let step = AmountColumn.units(atPlaces: decimals)
      for index in 0..<rows.count where number(index) != .min {
        wide[place + index] = Int128(number(index)) * step
      }
      return
    }
    let factor = Int64(
      clamping: AmountColumn.units(atPlaces: decimals) / AmountColumn.units(atPlaces: self.decimals)
    )
    let isOver = narrow.withUnsafeMutableBufferPointer { narrow in
      for index in 0..<rows.count {
        let number = number(index)
        guard number != .min else { continue }
        let (product, overflow) = Int64(number).multipliedReportingOverflow(by: factor)
        guard !overflow, product != AmountColumn.narrowUnknown else { return true }
        narrow[place + index] = product
      }
      return false
    }
    guard isOver else { return }
    widen()
    set(type, decimals, start, rows, bytes, place)
  }

  /// Makes room for narrow numbers of at least as many decimal places.
  private mutating func begin(decimals wanted: Int) {
    if narrow.isEmpty {
      decimals = wanted
      narrow = Array(repeating: AmountColumn.narrowUnknown, count: count)
    } else if wanted > decimals {
      let factor = Int64(
        clamping: AmountColumn.units(atPlaces: decimals) / AmountColumn.units(atPlaces: wanted)
      )
      var raised = narrow
      for (row, number) in narrow.enumerated() where number != AmountColumn.narrowUnknown {
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, product != AmountColumn.narrowUnknown else { return widen() }
        raised[row] = product
      }
      (narrow, decimals) = (raised, wanted)
    }
  }

  private mutating func widen() {
    guard wide.isEmpty else { return }
    let step = AmountColumn.units(atPlaces: decimals)
    wide =
      narrow.isEmpty
      ? Array(repeating: AmountColumn.wideUnknown, count: count)
      : narrow.map {
        $0 == AmountColumn.narrowUnknown ? AmountColumn.wideUnknown : Int128($0) * step
      }
    narrow = []
  }
}
