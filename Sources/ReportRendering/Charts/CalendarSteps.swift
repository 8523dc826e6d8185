import ReportDocument
import UsageModel

/// The six steps of a calendar's colours: round bounds at equal distances, with the middle day in the middle.
///
/// A step is `s`, and the bounds are 2s, 3s … 6s, so the median lies in step 2 or 3 where it is about 4s.
struct CalendarSteps: Equatable {
  /// How many there are.
  static let count = 6

  /// The lower bounds of the steps 1 to 5.
  let bounds: [FixedDecimal]

  /// How many decimals the days are shown with: none, unless the bounds need some.
  let decimals: Int

  /// The mantissas of a step, in tenths; two that follow each other are so near that one of them always fits.
  private static let mantissas: [Int128] = [10, 15, 20, 30, 40, 50, 60, 80]

  /// Chooses steps for amounts; days on which nothing was spent have no say.
  ///
  /// Where whole units do not do, at least `places` decimals are shown, such as a currency's two.
  init(_ amounts: some Sequence<FixedDecimal>, places: Int = 1) {
    let sorted = amounts.filter { $0 > .zero }.sorted()
    guard !sorted.isEmpty else {
      self.init(step: FixedDecimal.unitsPerOne, decimals: 0)
      return
    }
    let median = sorted[sorted.count / 2]
    let candidates = Self.candidates(around: median, places: places).sorted { left, right in
      let (first, second) = (Self.distance(left, median), Self.distance(right, median))
      return first == second ? left.step > right.step : first < second
    }
    // Days are coloured by what is shown of them, so the choice must hold after rounding.
    let steps = candidates.lazy.map { Self(step: $0.step, decimals: $0.decimals) }
    self =
      steps.first { (2...3).contains($0.step(of: median)) }
      ?? Self(step: FixedDecimal.unitsPerOne, decimals: 0)
  }

  private init(step: Int128, decimals: Int) {
    self.decimals = decimals
    bounds = (2...6).map { FixedDecimal(units: step * $0) }
  }

  /// The step of an amount, as it is shown.
  func step(of amount: FixedDecimal) -> Int {
    let shown = amount.rounded(toPlaces: decimals)
    return bounds.count { $0 <= shown }
  }

  private typealias Candidate = (step: Int128, decimals: Int)

  /// How far four steps are from the median.
  private static func distance(_ candidate: Candidate, _ median: FixedDecimal) -> Int128 {
    abs(4 * candidate.step - median.units)
  }

  private static func candidates(around median: FixedDecimal, places: Int) -> [Candidate] {
    var candidates: [Candidate] = []
    var power: Int128 = 1
    // The smallest step is of 10⁻¹²; the largest is far above what a quarter of the range can be.
    for exponent in -FixedDecimal.places...24 {
      for mantissa in mantissas {
        let (product, overflow) = power.multipliedReportingOverflow(by: mantissa)
        guard !overflow, product % 10 == 0, product / 10 <= Int128.max / 8 else { continue }
        let step = product / 10
        // Half and double of what is wanted are near enough to be looked at.
        guard step <= median.units / 2 + 1, step >= median.units / 8 else { continue }
        let digits = mantissa % 10 == 0 ? -exponent : 1 - exponent
        let decimals = digits > 0 ? max(digits, places) : 0
        candidates.append((step, min(decimals, FixedDecimal.places)))
      }
      let (next, overflow) = power.multipliedReportingOverflow(by: 10)
      guard !overflow else { break }
      power = next
    }
    return candidates
  }
}
