import Foundation
import UsageModel
import UsageProviders

/// The coffee machine of the office: how many cups it made this month, and what they cost.
struct CoffeeMachine: Provider {
  let name = "coffee"
  let title = "Coffee machine"
  let defaultBaseURL = "http://coffee.example"
  let costUnits = ["USD"]
  let credentialChoices = [["token"]]

  private struct Reply: Decodable {
    let cups: Int
    let dollars: String
  }

  func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] {
    [ProviderRequest(id: "usage", path: ["usage"])]
  }

  func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    guard let usage = try? JSONDecoder().decode(Reply.self, from: Data(reply.body)),
      let dollars = FixedDecimal(usage.dollars)
    else { throw ReplyError(expected: "cups and dollars", found: "something else") }
    // The counters start anew each month.
    let month = BillingWindow(month: reply.observedAt.utcDay.month, basis: .calendarMonth)
    func reading(_ measure: Measure, _ unit: String, _ value: FixedDecimal) -> Reading {
      Reading(
        key: Reading.Key(facet: .total, measure: measure, unit: unit),
        value: value,
        window: month,
        observedAt: reply.observedAt
      )
    }
    return NormalisedReply(readings: [
      reading(.requests, "request", FixedDecimal(usage.cups)), reading(.cost, "USD", dollars),
    ])
  }
}
