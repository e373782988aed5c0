# Completes faultline's words in bash. In ~/.bashrc:  eval "$(PATH_TO/repl/faultline completion bash)"
_faultline() {
    local IFS=$'\n'
    COMPREPLY=($("${COMP_WORDS[0]}" --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _faultline faultline
