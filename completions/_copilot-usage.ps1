
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'copilot-usage' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'copilot-usage'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'copilot-usage' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the current period from the API, charge it and print the usage')
            [CompletionResult]::new('score', 'score', [CompletionResultType]::ParameterValue, 'Charge messages from files and print the usage')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain what a text or a message costs, line by line')
            [CompletionResult]::new('summary', 'summary', [CompletionResultType]::ParameterValue, 'Sum up the usage by day, report or other keys')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare what messages cost under several tariffs')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two bills and list what was added, removed or changed')
            [CompletionResult]::new('dashboard', 'dashboard', [CompletionResultType]::ParameterValue, 'Write the usage as a single HTML page')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the bill over HTTP')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Make keys for the service')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask a service whether it is ready')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List, print or check tariffs')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of an output')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;fetch' {
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Also write the messages and their reports to FILE, for score')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Also write metrics of the run to FILE, as OpenMetrics')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 if the total is higher than CREDITS')
            [CompletionResult]::new('--max-missing', '--max-missing', [CompletionResultType]::ParameterName, 'Exit with 7 if more than N reports, or N% of them, are missing')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Set the URL of the API [env: COPILOT_USAGE_BASE_URL]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;score' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Also write metrics of the run to FILE, as OpenMetrics')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 if the total is higher than CREDITS')
            [CompletionResult]::new('--max-missing', '--max-missing', [CompletionResultType]::ParameterName, 'Exit with 7 if more than N reports, or N% of them, are missing')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Look up reports in the API at this URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;explain' {
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'Explain the message with this id, from files or the current period')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Use the API at this URL; with a FILE, only to look up reports')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Also show rules that charge nothing')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;summary' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Group by one or two keys: hour, day, week, month, report, source, kind')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Use the API at this URL; with a FILE, only to look up reports')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;compare' {
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Compare this tariff, a built-in name or a file; give two or more')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show the N largest differences of single messages')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Use the API at this URL; with a FILE, only to look up reports')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;diff' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Look up the reports of messages in the API at this URL')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;dashboard' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Use the API at this URL; with a FILE, only to look up reports')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE instead of standard output')
            [CompletionResult]::new('--max-rows', '--max-rows', [CompletionResultType]::ParameterName, 'List up to N messages, and only sum up the others')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--include-text', '--include-text', [CompletionResultType]::ParameterName, 'Include the texts of the messages')
            [CompletionResult]::new('--reproducible', '--reproducible', [CompletionResultType]::ParameterName, 'Leave out the time of creation')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;serve' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Set the format of input files')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look up reports in PATH: a JSON file or a folder of {id}.json')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Use the API at this URL; with a FILE, only to look up reports')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from FILE [env: COPILOT_USAGE_TOKEN]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Open up to N connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Cache reports in DIR between runs [env: COPILOT_USAGE_CACHE_DIR]')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Use a cached report for TIME before checking for changes')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Retry a failed request up to N times')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit the time to connect')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of a request, such as 500ms, 30s, 2m')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'Limit the time of all requests together')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Make a new bill when the last is older than TIME [default: 60s]')
            [CompletionResult]::new('--stale-if-error', '--stale-if-error', [CompletionResultType]::ParameterName, 'If the API fails, serve the old bill for TIME more [default: 0]')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Listen on this address, or unix:PATH [env: COPILOT_USAGE_LISTEN]')
            [CompletionResult]::new('--tls-cert', '--tls-cert', [CompletionResultType]::ParameterName, 'Encrypt with the certificate in FILE, as PEM [env: COPILOT_USAGE_TLS_CERT]')
            [CompletionResult]::new('--tls-key', '--tls-key', [CompletionResultType]::ParameterName, 'Use the private key in FILE, as PEM [env: COPILOT_USAGE_TLS_KEY]')
            [CompletionResult]::new('--client-ca', '--client-ca', [CompletionResultType]::ParameterName, 'Let in only clients with a certificate of an authority in FILE [env: COPILOT_USAGE_CLIENT_CA]')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Serve up to N connections at once [env: COPILOT_USAGE_MAX_CONNECTIONS]')
            [CompletionResult]::new('--header-timeout', '--header-timeout', [CompletionResultType]::ParameterName, 'Limit the time to send the head of a request [env: COPILOT_USAGE_HEADER_TIMEOUT]')
            [CompletionResult]::new('--body-timeout', '--body-timeout', [CompletionResultType]::ParameterName, 'Limit the time to send the body of a request [env: COPILOT_USAGE_BODY_TIMEOUT]')
            [CompletionResult]::new('--idle-timeout', '--idle-timeout', [CompletionResultType]::ParameterName, 'Close connections on which nothing happens for TIME [env: COPILOT_USAGE_IDLE_TIMEOUT]')
            [CompletionResult]::new('--drain', '--drain', [CompletionResultType]::ParameterName, 'After SIGTERM, accept connections for TIME more [env: COPILOT_USAGE_DRAIN]')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Then let requests end within TIME [env: COPILOT_USAGE_GRACE]')
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Answer only requests with a key of FILE [env: COPILOT_USAGE_KEYS]')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Limit requests per second or minute [env: COPILOT_USAGE_RATE_LIMIT]')
            [CompletionResult]::new('--trust-proxy', '--trust-proxy', [CompletionResultType]::ParameterName, 'Trust what this proxy says of its clients [env: COPILOT_USAGE_TRUST_PROXY]')
            [CompletionResult]::new('--cors-origin', '--cors-origin', [CompletionResultType]::ParameterName, 'Let pages of this origin use the service [env: COPILOT_USAGE_CORS_ORIGIN]')
            [CompletionResult]::new('--allowed-host', '--allowed-host', [CompletionResultType]::ParameterName, 'Also answer requests to this host name [env: COPILOT_USAGE_ALLOWED_HOST]')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a built-in name or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only messages from TIME on, such as 2024-05-02')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Keep only messages before TIME, such as 2024-06-01')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Keep only messages of MONTH, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Keep only messages of DATE, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Keep only messages of the last DAYS, such as 7d')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Set the time zone of days: an IANA name or local')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'Set what to do if a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'Set what to do if a message id occurs twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Report up to N invalid messages of a file')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Use N threads [default: one per processor]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Limit the size of an answer or a message, in bytes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--no-auth', '--no-auth', [CompletionResultType]::ParameterName, 'Answer everyone on any address [env: COPILOT_USAGE_NO_AUTH]')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Same as --duplicates charge (deprecated)')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 if there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;keys' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Make a key, add it to a file and print it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;keys;new' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Call the key LABEL in the log')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Allow these, separated by commas')
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'Let the key expire at TIME')
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Add the key to FILE [env: COPILOT_USAGE_KEYS]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;keys;help' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Make a key, add it to a file and print it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;keys;help;new' {
            break
        }
        'copilot-usage;keys;help;help' {
            break
        }
        'copilot-usage;health' {
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Also trust the certificate authorities in FILE, as PEM')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit the time of the request')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge their test cases')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;tariffs;check' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs;text' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs;tokens' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs;tokens-ceil' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Set the output format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to FILE, in the format of its name: .json, .csv, .csv.gz, …')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'Do not escape spreadsheet formulas in CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge their test cases')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;tariffs;help;check' {
            break
        }
        'copilot-usage;tariffs;help;text' {
            break
        }
        'copilot-usage;tariffs;help;tokens' {
            break
        }
        'copilot-usage;tariffs;help;tokens-ceil' {
            break
        }
        'copilot-usage;tariffs;help;help' {
            break
        }
        'copilot-usage;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;man' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Set the log format')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Also log each HTTP answer, retry and missing report')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;help' {
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the current period from the API, charge it and print the usage')
            [CompletionResult]::new('score', 'score', [CompletionResultType]::ParameterValue, 'Charge messages from files and print the usage')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain what a text or a message costs, line by line')
            [CompletionResult]::new('summary', 'summary', [CompletionResultType]::ParameterValue, 'Sum up the usage by day, report or other keys')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare what messages cost under several tariffs')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two bills and list what was added, removed or changed')
            [CompletionResult]::new('dashboard', 'dashboard', [CompletionResultType]::ParameterValue, 'Write the usage as a single HTML page')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the bill over HTTP')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Make keys for the service')
            [CompletionResult]::new('health', 'health', [CompletionResultType]::ParameterValue, 'Ask a service whether it is ready')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List, print or check tariffs')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of an output')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;help;fetch' {
            break
        }
        'copilot-usage;help;score' {
            break
        }
        'copilot-usage;help;explain' {
            break
        }
        'copilot-usage;help;summary' {
            break
        }
        'copilot-usage;help;compare' {
            break
        }
        'copilot-usage;help;diff' {
            break
        }
        'copilot-usage;help;dashboard' {
            break
        }
        'copilot-usage;help;serve' {
            break
        }
        'copilot-usage;help;keys' {
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Make a key, add it to a file and print it')
            break
        }
        'copilot-usage;help;keys;new' {
            break
        }
        'copilot-usage;help;health' {
            break
        }
        'copilot-usage;help;tariffs' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge their test cases')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            break
        }
        'copilot-usage;help;tariffs;check' {
            break
        }
        'copilot-usage;help;tariffs;text' {
            break
        }
        'copilot-usage;help;tariffs;tokens' {
            break
        }
        'copilot-usage;help;tariffs;tokens-ceil' {
            break
        }
        'copilot-usage;help;schema' {
            break
        }
        'copilot-usage;help;completions' {
            break
        }
        'copilot-usage;help;man' {
            break
        }
        'copilot-usage;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
