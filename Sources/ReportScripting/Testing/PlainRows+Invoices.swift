import LuaHost
import UsageModel

extension PlainRows {
  /// The invoices of rows.
  func invoices(_ rows: [LuaValue]) throws(HostError) -> [Invoice] {
    var invoices: [Invoice] = []
    for (index, value) in rows.enumerated() {
      let row = try PlainRow(
        value,
        "invoice \(index + 1)",
        fields: ["source", "period", "amount"]
      )
      let text = try row.requiredText("period")
      guard let period = Period(text) else {
        throw row.error("period", "expected \(Period.forms), got \"\(text)\"")
      }
      guard let amount = try row.money("amount") else { throw row.missing("amount") }
      invoices.append(
        Invoice(source: try row.requiredText("source"), period: period, amount: amount)
      )
    }
    return invoices
  }
}
