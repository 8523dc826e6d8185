import Foundation
import Testing
import UsageModel

struct TermsCodingTests {
  private let plan = Plan(
    source: "main",
    name: "Pro",
    fee: Money(49, "USD"),
    unit: "helius:credit",
    includes: .everything,
    overage: Money(FixedDecimal(units: 1), "USD"),
    since: Day(daysSince1970: 20_000),
    before: Day(daysSince1970: 20_031)
  )

  @Test func `terms read back what was written`() throws {
    var other = plan
    (other.name, other.overage, other.before) = (nil, nil, nil)
    other.includes = .amount(FixedDecimal(units: -.max))
    let since = Day(daysSince1970: 20_500)
    let terms = Terms(
      plans: [plan, other],
      rates: [Rate(unit: "USD", price: Money(FixedDecimal(units: 91), "EUR"), since: since)],
      charges: Charge.allCases.flatMap { charge in
        ([nil] + FixedCharge.Recurrence.allCases).map { every in
          FixedCharge(
            source: "main",
            charge: charge,
            amount: Money(-3, "USD"),
            name: every == nil ? nil : "Name",
            since: since,
            every: every,
            credits: every == nil ? Money(7, "x:credit") : nil
          )
        }
      },
      invoices: [
        Invoice(
          source: "main",
          period: Period(.quarter, containing: since),
          amount: Money(5, "EUR")
        )
      ]
    )
    let data = try JSONEncoder().encode(terms)
    #expect(try JSONDecoder().decode(Terms.self, from: data) == terms)
  }

  @Test func `amounts and days are texts that people can read`() throws {
    let data = try JSONEncoder().encode(plan)
    let fields = try JSONDecoder().decode([String: String].self, from: data)
    #expect(
      fields == [
        "source": "main", "name": "Pro", "fee": "49 USD", "unit": "helius:credit",
        "includes": "everything", "overage": "0.000000000001 USD", "since": "2024-10-04",
        "before": "2024-11-04",
      ]
    )
  }

  @Test(arguments: [
    ("\"12 usd\"", "12 usd is not an amount of money"), ("\"\"", " is not an amount of money"),
  ])
  func `what is none is told`(text: String, message: String) throws {
    do {
      _ = try JSONDecoder().decode(Money.self, from: Data(text.utf8))
      Issue.record("\(text) was read")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.debugDescription == message)
    }
  }
}
