import UsageModel

/// Turns a reply's readings into cells, guessing that they come in the order of the reply before.
///
/// Looking a counter up takes longer than all else that is done with a reading, and replies hardly ever change
/// their order.
struct CounterGuess {
  private var last: [(key: Reading.Key, counter: Int64)] = []
  /// Whether a counter came twice in the last reply, so that it may also be told twice of one moment.
  private var hasTwins = false

  /// The cells of each window, by the window's id.
  mutating func cells(
    of readings: [Reading],
    at observedAt: Timestamp,
    learntAt: Timestamp,
    _ names: StoredNames
  ) throws -> [Int64: [SegmentEntry.Cell]] {
    var told: [Int64: [SegmentEntry.Cell]] = [:]
    var window: (value: BillingWindow, id: Int64)?
    var cells: [SegmentEntry.Cell] = []
    cells.reserveCapacity(readings.count)
    var isGuessed = last.count == readings.count
    for (index, reading) in readings.enumerated() {
      if reading.window != window?.value {
        if let window { told[window.id] = cells }
        let id = try names.id(of: reading.window, learntAt: learntAt)
        window = (reading.window, id)
        cells = told[id] ?? []
      }
      if index >= last.count || last[index].key != reading.key {
        isGuessed = false
        let entry = (reading.key, try names.id(of: reading.key))
        if index < last.count { last[index] = entry } else { last.append(entry) }
      }
      try Self.add(reading, of: last[index].counter, at: observedAt, to: &cells)
    }
    if let window { told[window.id] = cells }
    last.removeLast(last.count - readings.count)
    if !isGuessed { hasTwins = Set(last.map(\.counter)).count < last.count }
    return hasTwins ? told.mapValues(Self.withoutTwins) : told
  }

  private static func add(
    _ reading: Reading,
    of counter: Int64,
    at observedAt: Timestamp,
    to cells: inout [SegmentEntry.Cell]
  ) throws {
    guard reading.observedAt != observedAt else {
      cells.append(
        SegmentEntry.Cell(key: SegmentKey.value(of: counter), value: reading.value.units)
      )
      return
    }
    let recalled = cells.count { cell in
      let (id, fact) = SegmentKey.parts(cell.key)
      return id == counter && fact % 2 == 1
    }
    // More recalled values than facts can tell apart are no reply of any platform.
    guard recalled < SegmentKey.mostRecalled else {
      throw StoreError(.unusable, "a reply recalls more values of a counter than can be kept")
    }
    let key = SegmentKey.recalledMoment(of: counter, recalled)
    cells.append(
      SegmentEntry.Cell(key: key, value: Int128(reading.observedAt.milliseconds))
    )
    cells.append(SegmentEntry.Cell(key: key + 1, value: reading.value.units))
  }

  /// The cells with each key once, at its first place with its last value.
  private static func withoutTwins(_ cells: [SegmentEntry.Cell]) -> [SegmentEntry.Cell] {
    var places: [UInt64: Int] = [:]
    var single: [SegmentEntry.Cell] = []
    for cell in cells {
      if let place = places[cell.key] {
        single[place].value = cell.value
      } else {
        places[cell.key] = single.count
        single.append(cell)
      }
    }
    return single
  }
}
