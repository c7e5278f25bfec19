
use builtin;
use str;

set edit:completion:arg-completer[copilot-usage] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'copilot-usage'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'copilot-usage'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand fetch 'Fetch the current period''s messages from the API, charge them, print the usage'
            cand score 'Charge messages from files, offline'
            cand tariffs 'List the tariffs that ship, or print one to copy and edit'
            cand completions 'Print the completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;fetch'= {
            cand --snapshot 'Also write the messages and their reports to a file that `score` reads'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --metrics 'Write figures of a run that went well for a monitor, as OpenMetrics'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --fail-over 'Exit with 7 when the total is higher'
            cand --base-url 'Where the API is'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;score'= {
            cand --input-format 'Read files as this, instead of telling by their content'
            cand --reports 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot'
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --tariff 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file'
            cand --on-report-error 'What to do when a report is malformed, unreachable or refused'
            cand --metrics 'Write figures of a run that went well for a monitor, as OpenMetrics'
            cand --max-errors 'Tell up to so many bad messages of a file before giving it up'
            cand --threads 'Threads that read and charge; all processors where it is not given'
            cand --fail-over 'Exit with 7 when the total is higher'
            cand --base-url 'Look reports up in this API, instead of the snapshot'
            cand --token-file 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN'
            cand --ca-cert 'Trust the authorities in this PEM file too, beside those of the system'
            cand --concurrency 'Connections at once'
            cand --cache-dir 'Keep reports in this folder between runs'
            cand --cache-ttl 'Ask whether a kept report has changed when it is older than this'
            cand --retries 'Attempts after the first that failed'
            cand --connect-timeout 'For making a connection, in seconds or as 500ms, 2m'
            cand --timeout 'For one attempt, its body included'
            cand --max-time 'For the whole run'
            cand --max-body 'Bytes of an answer or a message that is held in memory, decompressed, at the most'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand --allow-duplicates 'Charge a message id that comes twice both times, with a warning'
            cand --strict 'Exit with 7 when there were warnings'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;tariffs'= {
            cand -f 'How to print: by default a table in a terminal and json anywhere else'
            cand --format 'How to print: by default a table in a terminal and json anywhere else'
            cand -o 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --output 'Write to a file, replaced as a whole or not at all; - for standard output'
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand --csv-raw 'CSV: leave text alone that a spreadsheet would run as a formula'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'copilot-usage;completions'= {
            cand --color 'Use colors; NO_COLOR is honored'
            cand --log-format 'Lines for people, or a JSON object a line'
            cand -q 'Say nothing but warnings and errors'
            cand --quiet 'Say nothing but warnings and errors'
            cand -v 'Say what is going on: each answer, each attempt that is made again'
            cand --verbose 'Say what is going on: each answer, each attempt that is made again'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'copilot-usage;help'= {
            cand fetch 'Fetch the current period''s messages from the API, charge them, print the usage'
            cand score 'Charge messages from files, offline'
            cand tariffs 'List the tariffs that ship, or print one to copy and edit'
            cand completions 'Print the completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'copilot-usage;help;fetch'= {
        }
        &'copilot-usage;help;score'= {
        }
        &'copilot-usage;help;tariffs'= {
        }
        &'copilot-usage;help;completions'= {
        }
        &'copilot-usage;help;help'= {
        }
    ]
    $completions[$command]
}
