import ReportDocument
import UsageModel

/// A headline figure in two sizes: what counts, and the small part behind it.
struct Headline: Equatable {
  var main: String
  var small: String = ""

  /// Splits a value: cents and units are small; amounts from 10,000 have no cents.
  init(_ value: Value, format: NumberFormat) {
    switch value {
    case .money(let money, nil):
      let places = Currency(money.currency).decimals ?? 0
      let isLarge = money.amount.magnitude >= 10_000
      let text = format.money(money, decimals: isLarge && places > 0 ? 0 : nil)
      if !isLarge, places > 0, !NumberFormat.isMicro(money) {
        // The cents, and the currency where it stands behind them.
        let separator = format.locale.decimalSeparator
        let behind = text.unicodeScalars.reversed().prefix { !("0"..."9").contains($0) }.count
        let point = text.index(text.endIndex, offsetBy: -(behind + places + separator.count))
        self.init(main: String(text[..<point]), small: String(text[point...]))
      } else {
        self.init(splitting: text, isVirtual: Money.isVirtualCurrency(money.currency))
      }
    case .money(let money, _):
      self.init(
        splitting: format.text(value),
        isVirtual: Money.isVirtualCurrency(money.currency)
      )
    case .quantity(let number, let unit):
      self.init(main: format.number(number), small: unit.isEmpty ? "" : " " + unit)
    case .duration, .bytes: self.init(splitting: format.text(value), isVirtual: true)
    case .marked:
      let (inner, marks) = value.peeled
      self.init(inner, format: format)
      small += marks
    default: self.init(main: format.text(value))
    }
  }

  private init(main: String, small: String = "") {
    self.main = main
    self.small = small
  }

  private init(splitting text: String, isVirtual: Bool) {
    guard isVirtual, let space = text.firstIndex(of: " ") else {
      self.init(main: text)
      return
    }
    self.init(main: String(text[..<space]), small: String(text[space...]))
  }

  /// Both parts.
  var text: String { main + small }
}
