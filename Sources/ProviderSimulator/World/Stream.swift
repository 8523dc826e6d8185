import UsageModel

/// Something that one app does a number of times a day, with what each time consumes.
struct Stream: Sendable {
  /// What it is, the same for every app that does it.
  let name: String
  let app: App
  /// How often on a busy day of October 2026.
  let perDay: Double
  /// What one time consumes on average, by name.
  let quantities: [(name: String, perEvent: Double)]
  /// The stream as a subject of chance.
  let subject: UInt64
  /// The first day and the day after the last one, counted from 1970.
  let life: Range<Int>

  init(
    _ name: String,
    _ app: App,
    perDay: Double,
    consuming quantities: KeyValuePairs<String, Double> = [:],
    since start: String = "2025-01-01",
    before stop: String = "9999-12-31"
  ) {
    guard let start = Day(start), let stop = Day(stop) else {
      preconditionFailure("\(start) or \(stop) is no day")
    }
    self.name = name
    self.app = app
    self.perDay = perDay
    self.quantities = quantities.map { (name: $0.key, perEvent: $0.value) }
    subject = SeededNoise.subject("\(name) of \(app.name)")
    life = start.daysSince1970..<stop.daysSince1970
  }

  /// What a whole day saw: how often, then each quantity.
  func day(_ day: Int, in noise: SeededNoise, appFactor: Double) -> [Int] {
    var amounts = [Int](repeating: 0, count: quantities.count + 1)
    guard life.contains(day), appFactor > 0 else { return amounts }
    let events = perDay * appFactor * (1 + 0.08 * noise.bell(subject, day))
    amounts[0] = Int((events + 0.5).rounded(.down))
    for (index, quantity) in quantities.enumerated() {
      let kind = subject &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
      let each = quantity.perEvent * (1 + 0.05 * noise.bell(kind, day))
      amounts[index + 1] = Int((Double(amounts[0]) * each + 0.5).rounded(.down))
    }
    return amounts
  }
}
