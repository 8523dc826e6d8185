import Foundation
import TestSupport
import Testing
import UsageProviders

@testable import Tallystick

/// The example in `docs/notifications.md`.
struct NotificationGuideTests {
  @Test func `the guide's example is read as the guide says`() throws {
    let example = try #require(try Guide("docs/notifications.md").texts("yaml").first)
    let top = try #require(try YAMLValue.parse(example, file: "t.yaml"))
    let fields = try top.fields(SettingGroup.configuration)
    let reading = NotifyReading(folder: WorkingFolder("."))
    #expect(
      try reading.notifications(fields["notify"]).map(\.label) == [
        "webhook { env: ALERT_URL }", "webhook { file: secrets/alerts.url }",
        "email finance@example.com", "email ops@example.com", "heartbeat { env: HEARTBEAT_URL }",
      ]
    )
    let hook = try reading.hooks(fields["hooks"]).afterReports
    #expect(hook == .init("rsync -a Reports/ web:/srv/reports/", timeout: .seconds(300)))
    #expect(hook.map { Configuration.Hooks.Hook($0.line).timeout } == hook?.timeout)
    #expect(try reading.failOn(fields["fail_on"]) == .breach)
    // The figures that the guide tells.
    let policy = DeliveryPolicy()
    #expect(policy.limits.tries == 4 && policy.limits.attempt == .seconds(30))
    #expect(policy.limits.total == .seconds(120) && policy.limits.retryAfter == .seconds(60))
    #expect(policy.firstWait == .milliseconds(500) && policy.command == .seconds(60))
    #expect(policy.heartbeat.total == .seconds(30))
    #expect(MailBody.mostAttached == 10 << 20)
  }
}
