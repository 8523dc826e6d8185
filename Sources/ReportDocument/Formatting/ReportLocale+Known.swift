extension ReportLocale {
  /// American English, which is the default.
  public static let englishUS = ReportLocale("en_US")

  /// The locales that a configuration may name.
  static let known: [ReportLocale] =
    english + german + french + [
      ReportLocale(
        "es_ES",
        (",", "."),
        joinsSingleDigit: true,
        percentSign: "\u{A0}%",
        amount: AmountPattern.behind,
        symbols: ["USD": "US$", "GBP": "", "JPY": "", "INR": "", "KRW": "", "ILS": ""],
        months: MonthNames.spanish
      ),
      ReportLocale(
        "es_MX",
        symbols: [
          "MXN": "$", "USD": "", "EUR": "", "GBP": "", "JPY": "", "INR": "", "KRW": "", "ILS": "",
          "VND": "",
        ],
        months: MonthNames.mexican
      ),
      ReportLocale(
        "it_IT",
        (",", "."),
        joinsSingleDigit: true,
        amount: AmountPattern.behind,
        symbols: ["USD": "", "JPY": "", "INR": "", "KRW": "", "ILS": ""],
        months: MonthNames.italian
      ),
      ReportLocale(
        "nl_NL",
        (",", "."),
        amount: AmountPattern.beforeMinus,
        symbols: ["USD": "US$", "JPY": "JP¥"],
        months: MonthNames.dutch
      ),
      ReportLocale(
        "nl_BE",
        (",", "."),
        amount: AmountPattern.beforeMinus,
        symbols: ["USD": "US$", "JPY": "JP¥"],
        months: MonthNames.dutch
      ),
      ReportLocale(
        "pt_BR",
        (",", "."),
        amount: AmountPattern.before,
        symbols: ["BRL": "R$", "USD": "US$", "JPY": "JP¥"],
        months: MonthNames.portuguese,
        days: ("D de M", "D de M de Y")
      ),
      ReportLocale(
        "pt_PT",
        (",", "\u{A0}"),
        joinsSingleDigit: true,
        amount: AmountPattern.behind,
        symbols: ["USD": "US$", "JPY": "JP¥"],
        months: MonthNames.portuguese,
        days: ("D/0", "D/0/Y")
      ),
    ] + northern + eastern

  private static let english: [ReportLocale] = [
    englishUS,
    ReportLocale("en_GB", symbols: ["USD": "US$", "JPY": "JP¥"]),
    ReportLocale("en_IE", symbols: ["USD": "US$", "JPY": "JP¥"]),
    ReportLocale("en_CA", symbols: ["CAD": "$", "USD": "US$", "JPY": "JP¥"]),
    ReportLocale(
      "en_AU",
      symbols: [
        "AUD": "$", "USD": "", "EUR": "", "GBP": "", "JPY": "", "INR": "", "KRW": "", "ILS": "",
        "VND": "",
      ]
    ),
    ReportLocale("en_NZ", symbols: ["NZD": "$", "USD": "US$", "JPY": "JP¥"]),
    ReportLocale("en_IN", hasGroupsOfTwo: true, symbols: ["JPY": "JP¥"]),
  ]

  private static let german: [ReportLocale] = [
    ReportLocale(
      "de_DE",
      (",", "."),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      months: MonthNames.german,
      days: ("D. M", "D. M Y")
    ),
    // Plain numbers have a space in CLDR and only amounts the point; one report has one separator.
    ReportLocale(
      "de_AT",
      (",", "."),
      percentSign: "\u{A0}%",
      amount: AmountPattern.before,
      months: MonthNames.austrian,
      days: ("D. M", "D. M Y")
    ),
    ReportLocale(
      "de_CH",
      (".", "’"),
      amount: AmountPattern.swiss,
      symbols: ["EUR": ""],
      months: MonthNames.german,
      days: ("D. M", "D. M Y")
    ),
  ]

  private static let french: [ReportLocale] = [
    ReportLocale(
      "fr_FR",
      (",", "\u{202F}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["USD": "$US", "GBP": "£GB", "JPY": ""],
      months: MonthNames.french
    ),
    ReportLocale(
      "fr_BE",
      (",", "\u{202F}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["USD": "$US", "GBP": "£GB", "JPY": ""],
      months: MonthNames.french
    ),
    ReportLocale(
      "fr_CH",
      (",", "\u{202F}"),
      amount: AmountPattern.beforeMinus,
      symbols: ["USD": "$US", "GBP": "£GB", "JPY": ""],
      months: MonthNames.french
    ),
    ReportLocale(
      "fr_CA",
      (",", "\u{A0}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["CAD": "$", "USD": "$\u{A0}US", "INR": "", "KRW": "", "ILS": "", "VND": ""],
      months: MonthNames.canadian
    ),
  ]

  private static let northern: [ReportLocale] = [
    ReportLocale(
      "sv_SE",
      (",", "\u{A0}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: [
        "SEK": "kr", "USD": "US$", "GBP": "", "JPY": "", "INR": "", "KRW": "", "ILS": "", "VND": "",
      ],
      months: MonthNames.swedish
    ),
    ReportLocale(
      "da_DK",
      (",", "."),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["DKK": "kr.", "USD": "US$", "JPY": "JP¥"],
      months: MonthNames.danish,
      days: ("D. M", "D. M Y")
    ),
    ReportLocale(
      "nb_NO",
      (",", "\u{A0}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["NOK": "kr", "USD": "", "JPY": "", "INR": "", "KRW": "", "ILS": "", "VND": ""],
      months: MonthNames.norwegian,
      days: ("D. M", "D. M Y")
    ),
    ReportLocale(
      "fi_FI",
      (",", "\u{A0}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["INR": "", "KRW": "", "ILS": "", "VND": ""],
      months: MonthNames.finnish,
      days: ("D.m.", "D.m.Y")
    ),
  ]

  private static let eastern: [ReportLocale] = [
    ReportLocale(
      "pl_PL",
      (",", "\u{A0}"),
      joinsSingleDigit: true,
      amount: AmountPattern.behind,
      symbols: [
        "PLN": "zł", "USD": "", "GBP": "", "JPY": "", "INR": "", "KRW": "", "ILS": "", "VND": "",
      ],
      months: MonthNames.polish
    ),
    ReportLocale(
      "cs_CZ",
      (",", "\u{A0}"),
      percentSign: "\u{A0}%",
      amount: AmountPattern.behind,
      symbols: ["CZK": "Kč", "USD": "US$", "JPY": "JP¥", "INR": ""],
      months: MonthNames.czech,
      days: ("D.\u{202F}m.", "D.\u{202F}m.\u{202F}Y")
    ),
    ReportLocale("ja_JP", months: MonthNames.chinese, days: ("MD日", "Y年MD日")),
    ReportLocale(
      "zh_CN",
      symbols: ["CNY": "¥", "USD": "US$", "JPY": "JP¥"],
      months: MonthNames.chinese,
      days: ("MD日", "Y年MD日")
    ),
    ReportLocale(
      "zh_TW",
      symbols: ["TWD": "$", "USD": "US$", "KRW": "￦"],
      months: MonthNames.chinese,
      days: ("MD日", "Y年MD日")
    ),
    ReportLocale(
      "ko_KR",
      symbols: ["USD": "US$", "JPY": "JP¥"],
      months: MonthNames.korean,
      days: ("M D일", "Y년 M D일")
    ),
  ]
}
