import ReportDocument
import UsageModel

/// How terms are called where they are listed.
extension PricedTerms.Term {
  /// What kind of term it is: `plan`, `rate`, the kind of a charge, or `platform`.
  var kind: String {
    switch self {
    case .plan: "plan"
    case .rate: "rate"
    case .charge(let charge): charge.charge.rawValue
    case .platform: "platform"
    }
  }

  /// The source that the term names; nil where it names none.
  var source: String? {
    switch self {
    case .plan(let plan): plan.source
    case .charge(let charge): charge.source
    case .rate, .platform: nil
    }
  }

  /// The term in a few words, with exact amounts.
  func words(_ currency: String) -> String {
    switch self {
    case .platform: "counted in \(currency) by the platform"
    case .rate(let rate): "1 \(rate.unit) = \(rate.price)"
    case .plan(let plan): plan.words
    case .charge(let charge): charge.words
    }
  }

  /// The first day of the term.
  var since: Day? {
    switch self {
    case .plan(let plan): plan.since
    case .rate(let rate): rate.since
    case .charge(let charge): charge.since
    case .platform: nil
    }
  }

  /// The first day on which the term is over, where it says one.
  var before: Day? {
    switch self {
    case .plan(let plan): plan.before
    case .charge(let charge): charge.before
    case .rate, .platform: nil
    }
  }

  /// What terms are listed by: in the order in which they pay for usage, then fees and charges.
  var order: [String] {
    let place =
      switch self {
      case .plan: "0"
      case .charge(let charge): charge.charge == .topUp ? "1" : "4"
      case .rate: "2"
      case .platform: "3"
      }
    let subject =
      switch self {
      case .rate(let rate): rate.unit
      default: source ?? ""
      }
    return [place, subject, since?.description ?? "", kind, words(""), before?.description ?? ""]
  }
}

extension Plan {
  fileprivate var words: String {
    var words = "\(name.map { "\($0): " } ?? "")\(fee) a cycle"
    switch includes {
    case .everything: words += " for all \(unit)"
    case .amount(let amount) where !amount.isZero:
      words += " with \(NumberFormat.englishUS.number(amount)) \(unit)"
    case .amount: break
    }
    if let overage { words += ", then \(overage) each" }
    return words
  }
}

extension FixedCharge {
  fileprivate var words: String {
    var words = "\(name.map { "\($0): " } ?? "")\(amount)"
    if let every { words += " every \(every.rawValue)" }
    if let credits { words += " for \(credits)" }
    if let app { words += ", \(app)" }
    return words
  }
}
