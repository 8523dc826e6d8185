import Foundation
import Logging
public import UsageModel
import UsageProviders

extension Host {
  /// Fetches sources side by side and keeps what they say; one that fails never stops the others.
  ///
  /// What failed is an outcome, and is logged as an error; what a person should know as a warning.
  ///
  /// - Parameters:
  ///   - names: The sources; nil for all of the configuration.
  ///   - since: The first month to back-fill, where a platform allows it.
  ///   - now: The moment that replies count as of; nil for what platforms and this machine's clock say.
  /// - Returns: An outcome a source, in the order of the names.
  /// - Throws: When a name is unknown, the store cannot be used, or the task is cancelled; what was kept before stays.
  @discardableResult
  @concurrent
  public func fetch(
    _ names: [String]? = nil,
    since: Month? = nil,
    now: Timestamp? = nil
  ) async throws(TallystickError) -> [FetchOutcome] {
    let run = FetchRun(
      store: store,
      fetcher: fetcher,
      vault: configuration.vault,
      clock: now.map { .given($0) } ?? .machine(Timestamp(Date()))
    )
    let outcomes: [FetchOutcome]
    do {
      outcomes = try await run.fetch(try sources(named: names), since: since)
    } catch {
      throw TallystickError(error)
    }
    for outcome in outcomes { tell(outcome) }
    return outcomes
  }

  private func sources(
    named names: [String]?
  ) throws(TallystickError) -> [Configuration.Source] {
    guard let names else { return configuration.sources }
    var sources: [Configuration.Source] = []
    for name in names {
      guard let source = configuration.sources.first(where: { $0.account.name == name }) else {
        let known = configuration.sources.map(\.account.name)
        throw unknown("source", name, known)
      }
      sources.append(source)
    }
    return sources
  }

  private func tell(_ outcome: FetchOutcome) {
    if let message = outcome.message {
      logger.error("\(message)", metadata: ["source": "\(outcome.source)"])
    }
    for warning in outcome.warnings {
      logger.warning("\(warning)", metadata: ["source": "\(outcome.source)"])
    }
  }
}
