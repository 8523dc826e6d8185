import Foundation
import UsageModel
import UsageProviders
import UsageStore

extension Notifier {
  /// An address that cannot be had or used.
  struct Unusable: Error {
    let reason: String
  }

  /// One request or one mail, and how many of the messages it tells.
  private struct Parcel {
    var bytes: [UInt8]
    var count: Int
  }

  /// Sends one receiver what it was not sent before.
  func deliver(
    _ digest: RunDigest,
    to notification: Configuration.Notification
  ) async -> DeliveryOutcome {
    var outcome = DeliveryOutcome(target: secrets.redacted(notification.label))
    var waiting: [RunMessage] = []
    do {
      let target = try Target(notification, self)
      waiting = newMessages(of: digest, for: target.key, &outcome)
      guard !waiting.isEmpty else { return outcome }
      var attempts = attempts(under: policy.limits)
      for parcel in try target.parcels(waiting, of: digest) {
        let problem = await attempts.run { await target.send(parcel.bytes, $0, self) }
        outcome.tries = attempts.tries
        if let problem {
          outcome.problem = "\(outcome.target): \(problem)"
          break
        }
        let ids = waiting.prefix(parcel.count).map(\.id)
        waiting.removeFirst(parcel.count)
        outcome.delivered += ids
        do {
          try memory.record(ids, to: target.key, at: digest.moment)
        } catch {
          outcome.warnings.append(
            secrets.redacted(
              "\(outcome.target): was told, which cannot be noted down, so it will be told again: \(error)"
            )
          )
        }
      }
    } catch let error as Unusable {
      waiting = digest.messages
      outcome.problem = waiting.isEmpty ? nil : "\(outcome.target): \(error.reason)"
    } catch {
      outcome.problem = secrets.redacted("\(outcome.target): \(error)")
    }
    outcome.missed = waiting.map(\.id)
    return outcome
  }

  /// The messages that a receiver has not taken yet, each id once.
  private func newMessages(
    of digest: RunDigest,
    for key: String,
    _ outcome: inout DeliveryOutcome
  ) -> [RunMessage] {
    var seen: Set<String> = []
    return digest.messages.filter { message in
      guard seen.insert(message.id).inserted else { return false }
      do {
        guard try memory.delivered(message.id, to: key) else { return true }
        outcome.known.append(message.id)
        return false
      } catch {
        // Told twice is better than not at all.
        outcome.warnings.append(
          secrets.redacted("\(outcome.target): whether it was told before cannot be read: \(error)")
        )
        return true
      }
    }
  }

  /// Sends a request until it works or trying again would not help; nil where it worked.
  func send(
    _ request: HTTPRequest,
    under limits: FetchLimits,
    _ outcome: inout DeliveryOutcome
  ) async -> String? {
    var attempts = attempts(under: limits)
    let problem = await attempts.run { await self.attempt(request, limits, left: $0) }
    outcome.tries = attempts.tries
    return problem
  }

  private func attempts(under limits: FetchLimits) -> DeliveryAttempts {
    DeliveryAttempts(limits, firstWait: policy.firstWait, clock: clock)
  }

  /// Sends a request once.
  func attempt(
    _ request: HTTPRequest,
    _ limits: FetchLimits,
    left: Duration
  ) async -> DeliveryFailure? {
    var limits = limits
    limits.attempt = min(limits.attempt, left)
    do throws(HTTPError) {
      let response = try await transport.send(request, limits: limits)
      return DeliveryFailure(response, secrets: secrets, now: clock.now())
    } catch {
      var failure = DeliveryFailure(error)
      failure.what = secrets.redacted(failure.what)
      return failure
    }
  }

  /// The address of a receiver, had and checked.
  func target(_ address: Configuration.Address) throws(Unusable) -> TargetAddress {
    do {
      return try TargetAddress(try vault.secret(address))
    } catch let error as SecretError {
      throw Unusable(reason: error.description)
    } catch {
      throw Unusable(reason: "\(error)")
    }
  }
}

// MARK: - Receivers
extension Notifier {
  /// A receiver that can be sent something.
  private enum Target {
    case webhook(TargetAddress, Configuration.WebhookFormat)
    case email(Configuration.Email)

    init(_ notification: Configuration.Notification, _ notifier: Notifier) throws(Unusable) {
      switch notification.channel {
      case .webhook(let address, let format):
        self = .webhook(try notifier.target(address), format)
      case .email(let email): self = .email(email)
      case .heartbeat: throw Unusable(reason: "a heartbeat takes no messages")
      }
    }

    /// What the store knows the receiver by: the same as long as its address is, and no way back to it.
    var key: String {
      switch self {
      case .webhook(let address, _): "webhook:\(Self.digest(of: address.url.revealed))"
      case .email(let email): "email:\(Self.digest(of: email.address.description))"
      }
    }

    func parcels(_ messages: [RunMessage], of digest: RunDigest) throws -> [Parcel] {
      switch self {
      case .webhook(_, .json):
        return [
          Parcel(
            bytes: try JSONBody.bytes(messages, at: digest.moment),
            count: messages.count
          )
        ]
      case .webhook(_, .slack):
        return try SlackBody.parts(of: messages).map { Parcel(bytes: $0.body, count: $0.count) }
      case .email(let email):
        let mail = MailBody(email: email, moment: digest.moment)
        return [
          Parcel(
            bytes: mail.bytes(messages, attachments: digest.attachments),
            count: messages.count
          )
        ]
      }
    }

    /// Sends it once.
    func send(
      _ bytes: [UInt8],
      _ left: Duration,
      _ notifier: Notifier
    ) async -> DeliveryFailure? {
      switch self {
      case .webhook(let address, _):
        let request = HTTPRequest(
          method: "POST",
          url: address.url.revealed,
          headers: [.init("Content-Type", "application/json; charset=utf-8")],
          body: bytes
        )
        return await notifier.attempt(request, notifier.policy.limits, left: left)
      case .email(let email):
        let command = MailCommand(
          command: email.command,
          folder: notifier.folder.path,
          environment: ChildCommand.environment(
            from: notifier.environment,
            without: notifier.secrets
          ),
          timeout: min(notifier.policy.command, left),
          secrets: notifier.secrets
        )
        return await command.send(bytes)
      }
    }

    /// 64 bits of a text's digest in hexadecimal.
    private static func digest(of text: String) -> String {
      SHA256.digest(of: Array(text.utf8)).prefix(8).map(MailHeader.hex).joined().lowercased()
    }
  }
}
