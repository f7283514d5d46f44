"""The operators' console under `/admin`: pages made by the server, readable without a script."""
